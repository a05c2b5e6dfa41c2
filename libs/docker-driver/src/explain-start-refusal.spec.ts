import { describe, expect, it } from 'vitest';
import { explainStartRefusal } from './explain-start-refusal.js';

const RUNC =
  'failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: ';
const RUNC_OF_2020 =
  'OCI runtime create failed: container_linux.go:380: starting container process caused: process_linux.go:545: ';
const RLIMITS = 'error during container init: error setting rlimits for ready process: ';

describe('explainStartRefusal', () => {
  it.each([
    ['open files', `${RUNC}${RLIMITS}error setting rlimit type 7: operation not permitted: unknown`, 'ulimits.nofile'],
    ['open files, of crun', 'OCI runtime error: crun: setrlimit `RLIMIT_NOFILE`: Operation not permitted', 'nofile'],
    ['memory locks', `${RUNC}${RLIMITS}error setting rlimit type 8: operation not permitted: unknown`, '"ulimits"'],
    ['a program not in $PATH', `${RUNC}exec: "nosuch": executable file not found in $PATH: unknown`, '"entrypoint"'],
    ['no program', `${RUNC}exec: "/no/such": stat /no/such: no such file or directory: unknown`, '"entrypoint"'],
    ['a file that is no program', `${RUNC}exec: "/etc/passwd": permission denied: unknown`, '"entrypoint"'],
    ['a program of another machine', `${RUNC}exec: "/bin/true": exec format error: unknown`, '"entrypoint"'],
    ['a folder', `${RUNC}exec: "/etc": is a directory: permission denied: unknown`, '"entrypoint"'],
    ['an older engine', `${RUNC_OF_2020}exec: "nosuch": executable file not found in $PATH: unknown`, '"command"'],
    ['crun', 'OCI runtime create failed: crun: executable file `nosuch` not found in $PATH: unknown', '"command"'],
    ['a user', 'unable to find user nobody2: no matching entries in passwd file', '"user"'],
    ['a group', 'unable to find group nogrp: no matching entries in group file', '"user"'],
    ['a mount on a file', `${RUNC}error mounting "tmpfs" to rootfs at "/etc/passwd": not a directory`, '"tmpfs"'],
  ])('names what to correct: %s', (_, text, setting) => {
    expect(explainStartRefusal(text)).toContain(setting);
  });

  it.each([
    'task cb2b096295fe: already exists',
    'failed to start shim: mkdir /run/task/moby/abc: file exists: unknown',
    'failed to start shim: exec: "containerd-shim-runc-v2": executable file not found in $PATH: unknown',
    'failed to create shim task: OCI runtime create failed: unable to retrieve OCI runtime error (open /run/containerd/log.json: no such file or directory): exec: "runc": executable file not found in $PATH',
    `${RUNC}exec: "/entrypoint": cannot allocate memory: unknown`,
    `${RUNC}exec: "/entrypoint": resource temporarily unavailable: unknown`,
    `${RUNC}exec: "/entrypoint": text file busy: unknown`,
    `${RUNC}exec: "/entrypoint": input/output error: unknown`,
    `${RUNC}error during container init: read init-p: connection reset by peer: unknown`,
    'OCI runtime create failed: runc create failed: unable to apply cgroup configuration: no such file or directory',
    'connection error: desc = "transport: dial unix /run/containerd/containerd.sock: connect: connection refused"',
    'context deadline exceeded',
  ])('has nothing to say of what goes away by waiting (ADR 0020): %s', (text) => {
    expect(explainStartRefusal(text)).toBeUndefined();
  });
});
