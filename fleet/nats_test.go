package fleet

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats.go"
)

// overNATS drives every node of a crew but one over a server, with its key in the folder if there is one.
func (c *crew) overNATS(ctx context.Context, url string, missing int, options ...nats.Option) {
	c.all(func(j int) error {
		if j == missing {
			return nil
		}
		n := c.node(j)
		status, err := n.Drive(ctx, func() (Link, error) {
			mine := options
			if key, err := WithKey(filepath.Join(c.folder, fmt.Sprint(j, ".key"))); err == nil {
				mine = append(mine[:len(mine):len(mine)], key)
			}
			return Dial(url, n.Neighbours, mine...)
		})
		c.lock.Lock()
		defer c.lock.Unlock()
		c.results[j], c.ended[j] = err, status
		return err
	})
}

const nobody = -1

func serve(t *testing.T, port int, config string) *Server {
	t.Helper()
	s, err := Serve(port, config)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// The server goes away three times and comes back; nobody tells the nodes.
func TestServerRestarts(t *testing.T) {
	t.Parallel()
	s := serve(t, 0, "")
	port, url := s.inside.Addr().(*net.TCPAddr).Port, s.URL()
	c := newCrew(t, 6, 51)
	ctx, stop := context.WithCancel(t.Context())
	gone := make(chan int)
	go func() {
		restarts := 0
		defer func() { s.Close(); gone <- restarts }()
		for ctx.Err() == nil && restarts < 3 {
			time.Sleep(30 * time.Millisecond)
			s.Close()
			again, err := Serve(port, "")
			if err != nil {
				t.Error(err)
				return
			}
			s = again
			restarts++
		}
		<-ctx.Done()
	}()
	c.hold = 5 * time.Millisecond // of each round, so that the run outlasts all three
	c.overNATS(t.Context(), url, nobody)
	stop()
	if restarts := <-gone; restarts != 3 {
		t.Errorf("the server was started again %d times", restarts)
	}
	c.exact()
}

// guarded writes keys for a crew, and returns the configuration of a server that lets in nobody else.
func guarded(t *testing.T, c *crew, more string) string {
	t.Helper()
	var nodes []Neighbours
	var public []string
	for j := range c.g.Nodes() {
		key, err := KeyIn(filepath.Join(c.folder, fmt.Sprint(j, ".key")))
		if err != nil {
			t.Fatal(err)
		}
		if again, err := KeyIn(filepath.Join(c.folder, fmt.Sprint(j, ".key"))); err != nil || again != key {
			t.Fatal("a key that is there is drawn anew", err)
		}
		nodes, public = append(nodes, Neighbours{c.run, j, c.g.In(j), c.g.Out(j)}), append(public, key)
	}
	file := filepath.Join(c.folder, "nats.conf")
	if err := os.WriteFile(file, []byte(more+ServerConfig(nodes, public)), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// With keys a stranger is not let in, and a node that forges another's message delivers nothing.
func TestKeysKeepForgersOut(t *testing.T) {
	t.Parallel()
	c := newCrew(t, 5, 61)
	s := serve(t, 0, guarded(t, c, ""))
	defer s.Close()
	if _, err := Dial(s.URL(), Neighbours{Run: c.run}); err == nil {
		t.Error("a stranger is let in")
	}
	victim := c.g.In(0)[0]
	forger := (victim + 1) % 5
	key, err := WithKey(filepath.Join(c.folder, fmt.Sprint(forger, ".key")))
	if err != nil {
		t.Fatal(err)
	}
	refused := make(chan error, 100)
	conn, err := nats.Connect(s.URL(), key, nats.ErrorHandler(func(_ *nats.Conn, _ *nats.Subscription, err error) { refused <- err }))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	lie := appendPacket(nil, Packet{Kind: Offer, Incarnation: 9, Content: []byte("lie")})
	who := Neighbours{Run: c.run}
	if err := conn.Publish(who.subject(Offer, strconv.Itoa(victim)), lie); err != nil {
		t.Fatal(err)
	}
	conn.Flush()
	select {
	case err := <-refused:
		if !strings.Contains(strings.ToLower(err.Error()), "permissions violation") {
			t.Error(err)
		}
	case <-time.After(5 * time.Second):
		t.Error("the server takes a message of one node on the subject of another")
	}
	c.overNATS(t.Context(), s.URL(), nobody)
	c.exact()
}

// Over TLS 1.3, with an authority of the fleet's own.
func TestFleetOverTLS(t *testing.T) {
	t.Parallel()
	c := newCrew(t, 4, 71)
	cert, key := certificate(t, c.folder)
	s := serve(t, 0, guarded(t, c, fmt.Sprintf("tls { cert_file: %q, key_file: %q }\n", cert, key)))
	defer s.Close()
	url := strings.Replace(s.URL(), "nats://", "tls://", 1)
	authority, err := WithAuthority(cert)
	if err != nil {
		t.Fatal(err)
	}
	c.overNATS(t.Context(), url, nobody, authority)
	c.exact()
	who := Neighbours{c.run, 0, c.g.In(0), c.g.Out(0)}
	mine, err := WithKey(filepath.Join(c.folder, "0.key"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Dial(url, who, mine); err == nil {
		t.Error("a node talks to a server that nobody vouches for")
	}
	if _, err := WithAuthority(key); err == nil {
		t.Error("a key is taken for a certificate")
	}
	if _, err := WithKey(cert); err == nil {
		t.Error("a certificate is taken for a key")
	}
}

// certificate makes one for 127.0.0.1 that vouches for itself.
func certificate(t *testing.T, folder string) (cert, key string) {
	t.Helper()
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "kizami"}, NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, private.Public(), private)
	if err != nil {
		t.Fatal(err)
	}
	secret, err := x509.MarshalECPrivateKey(private)
	if err != nil {
		t.Fatal(err)
	}
	write := func(name, kind string, data []byte) string {
		file := filepath.Join(folder, name)
		if err := os.WriteFile(file, pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: data}), 0o600); err != nil {
			t.Fatal(err)
		}
		return file
	}
	return write("cert.pem", "CERTIFICATE", der), write("key.pem", "EC PRIVATE KEY", secret)
}
