package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// cost is what a process used.
type cost struct {
	wall, cpu time.Duration
	mib       float64 // the most memory it held, of its own and mapped
}

// run runs a command to its end.
func run(cmd *exec.Cmd) (cost, error) { return within(cmd, 0) }

// within runs a command to its end, or ends it and all it started when that takes longer
// than a limit, which is an error; 0 is no limit.
func within(cmd *exec.Cmd, limit time.Duration) (cost, error) {
	var said bytes.Buffer
	if cmd.Stdout == nil {
		cmd.Stdout = &said
	}
	cmd.Stderr = &said
	began := time.Now()
	if limit > 0 {
		cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	}
	err := cmd.Start()
	if err == nil && limit > 0 {
		late := time.AfterFunc(limit, func() { _ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) })
		defer late.Stop()
	}
	if err == nil {
		err = cmd.Wait()
	}
	if err != nil && limit > 0 && time.Since(began) > limit {
		err = fmt.Errorf("not done after %s", limit)
	}
	if err != nil {
		return cost{}, fmt.Errorf("%v: %w: %.300s", cmd.Args, err, said.String())
	}
	return ended(cmd, began), nil
}

func ended(cmd *exec.Cmd, began time.Time) cost {
	c := cost{wall: time.Since(began), cpu: cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()}
	if u, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage); ok {
		c.mib = float64(u.Maxrss) / 1024
	}
	return c
}

// cpuOf is the CPU that a running process has used, all its threads.
func cpuOf(pid int) time.Duration {
	tasks, err := os.ReadDir(fmt.Sprintf("/proc/%d/task", pid))
	if err != nil {
		return 0
	}
	var sum time.Duration
	for _, t := range tasks {
		b, err := os.ReadFile(fmt.Sprintf("/proc/%d/task/%s/schedstat", pid, t.Name()))
		if err != nil {
			continue // the thread ended
		}
		ns, err := strconv.ParseInt(strings.Fields(string(b))[0], 10, 64)
		if err == nil {
			sum += time.Duration(ns)
		}
	}
	return sum
}

// memoryOf is the memory a running process holds of its own, in MiB: not what it maps
// of files.
func memoryOf(pid int) float64 {
	b, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0
	}
	_, rest, _ := strings.Cut(string(b), "RssAnon:")
	kb, err := strconv.ParseFloat(strings.Fields(rest + " 0")[0], 64)
	if err != nil {
		return 0
	}
	return kb / 1024
}

// load is the machine's load of the last minute.
func load() string {
	b, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		return "?"
	}
	return strings.Fields(string(b))[0]
}
