//go:build unix

package tlc

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"os/signal"
	"sync"
	"syscall"
	"time"
)

// A group is the process group of a program: mvn is a script, and it is its
// Java that must end. It is led by a shell that reads from a pipe which this
// process alone holds open. When this process is gone, be it by a signal that
// nobody can catch, the shell reads the end of the pipe and kills the group.
// The shell comes first, so that there is no moment without it.
type group struct {
	program *exec.Cmd
	leader  *exec.Cmd // nil where there is no shell: then the program leads
	pipe    io.Closer
}

var shell = "/bin/sh"

const keeper = `trap '' HUP INT QUIT TERM; read -r _; kill -s KILL 0`

func startInGroup(cmd *exec.Cmd) (*group, error) {
	groups.Lock() // a group must not begin while the others are being stopped
	defer groups.Unlock()
	g := &group{program: cmd}
	g.lead()
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if g.leader != nil {
		cmd.SysProcAttr.Pgid = g.leader.Process.Pid
	}
	cmd.Cancel = func() error { return g.signal(syscall.SIGKILL) }
	if err := cmd.Start(); err != nil {
		g.dissolve()
		return nil, err
	}
	groups.add(g)
	return g, nil
}

func (g *group) lead() {
	leader := exec.Command(shell, "-c", keeper)
	leader.Env, leader.Dir = []string{}, "/"
	leader.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	pipe, err := leader.StdinPipe()
	if err != nil {
		return
	}
	if err := leader.Start(); err != nil {
		pipe.Close()
		return
	}
	g.leader, g.pipe = leader, pipe
}

// signal may be called once the program has started.
func (g *group) signal(s syscall.Signal) error {
	leader := g.program
	if g.leader != nil {
		leader = g.leader
	}
	return syscall.Kill(-leader.Process.Pid, s)
}

// end ends what is left of the group after its program.
func (g *group) end() {
	groups.Lock()
	defer groups.Unlock()
	groups.remove(g)
	g.dissolve()
}

func (g *group) dissolve() {
	if g.leader == nil {
		return // the id may belong to somebody else by now
	}
	_ = g.signal(syscall.SIGKILL)
	g.pipe.Close()
	_ = g.leader.Wait()
}

// groups are those that run. A terminal's stop signal reaches this process
// only, which passes it on before it stops itself.
var groups running

type running struct {
	sync.Mutex
	all   map[*group]bool
	stops chan os.Signal
}

func (r *running) add(g *group) {
	if len(r.all) == 0 {
		r.all = map[*group]bool{}
		if !signal.Ignored(syscall.SIGTSTP) {
			r.stops = make(chan os.Signal, 1)
			signal.Notify(r.stops, syscall.SIGTSTP)
			go r.pass(r.stops)
		}
	}
	r.all[g] = true
}

func (r *running) remove(g *group) {
	delete(r.all, g)
	if len(r.all) == 0 && r.stops != nil {
		signal.Stop(r.stops)
		close(r.stops)
		r.stops = nil
	}
}

func (r *running) pass(stops chan os.Signal) {
	for range stops {
		r.stop()
	}
}

// stop stops all groups and then this process, until somebody continues it.
// A process that leads its session has nobody who could, and the system does
// not stop it either.
func (r *running) stop() {
	session, _, errno := syscall.Syscall(syscall.SYS_GETSID, 0, 0, 0)
	if errno == 0 && int(session) == syscall.Getpgrp() {
		return
	}
	r.Lock()
	defer r.Unlock()
	for g := range r.all {
		_ = g.signal(syscall.SIGSTOP)
	}
	_ = syscall.Kill(os.Getpid(), syscall.SIGSTOP)
	time.Sleep(50 * time.Millisecond) // it stops us at once, but perhaps not before Kill returns
	for g := range r.all {
		_ = g.signal(syscall.SIGCONT)
	}
}

// hold locks a folder for the life of this process or until it is closed. It
// returns nil where folders cannot be locked, and errHeld if the folder is
// somebody else's or has just been removed.
func hold(folder string) (io.Closer, error) {
	f, err := os.Open(folder)
	if err != nil {
		return nil, errHeld
	}
	err = syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	if err == nil && same(f, folder) {
		return f, nil
	}
	f.Close()
	if err == nil || errors.Is(err, syscall.EWOULDBLOCK) {
		return nil, errHeld
	}
	return nil, nil
}

func same(f *os.File, path string) bool {
	opened, err := f.Stat()
	if err != nil {
		return false
	}
	there, err := os.Lstat(path)
	return err == nil && os.SameFile(opened, there)
}

// isOurs tells whether the user that runs this process owns the file.
func isOurs(info fs.FileInfo) bool {
	stat, ok := info.Sys().(*syscall.Stat_t)
	return ok && int(stat.Uid) == os.Geteuid()
}
