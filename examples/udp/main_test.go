package main

import (
	"bufio"
	"fmt"
	"net"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// Six nodes on an unbalanced digraph lose a third of all messages, and one is killed and started again, more than once.
func TestExactOverLossyLinksWithKills(t *testing.T) {
	binary := filepath.Join(t.TempDir(), "udp")
	if out, err := exec.Command("go", "build", "-o", binary, ".").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	arcs := [][2]int{{0, 1}, {0, 3}, {1, 2}, {2, 0}, {2, 3}, {2, 4}, {3, 4}, {4, 5}, {5, 0}, {5, 1}}
	values := []int{1, 2, 3, 5, 8, 13}
	addresses := free(t, len(values))
	folder := t.TempDir()
	start := func(j int) (*exec.Cmd, *bufio.Reader) {
		var to, from []string
		for _, a := range arcs {
			if a[0] == j {
				to = append(to, addresses[a[1]])
			}
			if a[1] == j {
				from = append(from, addresses[a[0]])
			}
		}
		c := exec.Command(binary, "-me", addresses[j], "-value", fmt.Sprint(values[j]), "-bound", "6", "-loss", "0.33",
			"-to", strings.Join(to, ","), "-from", strings.Join(from, ","), "-state", filepath.Join(folder, fmt.Sprint(j)))
		out, err := c.StdoutPipe()
		if err == nil {
			err = c.Start()
		}
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { c.Process.Kill(); c.Wait() })
		return c, bufio.NewReader(out)
	}
	outputs := make([]*bufio.Reader, len(values))
	var victim *exec.Cmd
	for j := range values {
		victim, outputs[j] = start(j)
	}
	for range 4 {
		time.Sleep(30 * time.Millisecond)
		victim.Process.Kill()
		victim.Wait()
		victim, outputs[5] = start(5)
	}
	for j, out := range outputs {
		said := make(chan string, 1)
		go func() { line, _ := out.ReadString('\n'); said <- line }()
		select {
		case line := <-said:
			if line != "average 16/3\n" {
				t.Errorf("node %d says %q", j, line)
			}
		case <-time.After(time.Minute):
			t.Fatalf("node %d says nothing", j)
		}
	}
}

// free returns addresses that nobody uses.
func free(t *testing.T, n int) (addresses []string) {
	for range n {
		c, err := net.ListenPacket("udp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		addresses = append(addresses, c.LocalAddr().String())
	}
	return addresses
}
