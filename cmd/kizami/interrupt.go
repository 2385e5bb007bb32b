package main

import (
	"context"
	"errors"
	"os"
	"os/signal"
	"slices"
	"syscall"
)

// interruptible returns a context that an interrupt ends, and with it what runs under it; so do the end of the terminal and
// whatever else asks a program to end. A second one kills. What was ignored from the start (nohup) stays so.
func interruptible(ctx context.Context) (context.Context, context.CancelFunc) {
	if ctx == nil {
		ctx = context.Background()
	}
	ends := []os.Signal{os.Interrupt, syscall.SIGTERM, syscall.SIGHUP, syscall.SIGQUIT}
	ends = slices.DeleteFunc(ends, signal.Ignored)
	if len(ends) == 0 {
		return ctx, func() {} // without a signal NotifyContext takes all of them
	}
	ctx, stop := signal.NotifyContext(ctx, ends...)
	context.AfterFunc(ctx, stop)
	return ctx, stop
}

func interrupted(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return errors.New("interrupted: nothing was concluded")
	}
	return err
}
