import { describe, expect, it } from 'vitest';

import * as errors from './docker-driver.errors.js';
import { EngineStatusError } from './engine-status.error.js';
import { isAlreadySo, isMissing, translateDockerError, translatePullError } from './translate-docker-error.js';

const PORT_20 =
  'driver failed programming external connectivity on endpoint x (abc): Bind for 0.0.0.0:80 failed: port is already allocated';
const PORT_20_LISTEN = 'Error starting userland proxy: listen tcp4 0.0.0.0:80: bind: address already in use';
const PORT_28 =
  'failed to set up container networking: driver failed programming external connectivity on endpoint x (abc): failed to bind host port for 0.0.0.0:80:172.17.0.2:80/tcp: address already in use';
const PORT_29 = 'failed to set up container networking: failed to bind host port 0.0.0.0:80/tcp';
const ADDRESS_28 =
  'failed to set up container networking: driver failed programming external connectivity on endpoint x: failed to bind host port for 192.0.2.1:80: cannot assign requested address';
const MEMORY_IN_USE =
  'Cannot update container abc: runc did not terminate successfully: exit status 1: unable to set memory limit to 33554432 (current usage: 84983808, peak usage: 90112000)\n: unknown';
const RLIMIT =
  'failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: error setting rlimits for ready process: error setting rlimit type 7: operation not permitted: unknown';
const NO_PROGRAM =
  'failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: exec: "nosuch": executable file not found in $PATH: unknown';
const NO_SHIM = 'failed to start shim: exec: "containerd-shim-runc-v2": executable file not found in $PATH: unknown';

describe('translateDockerError', () => {
  it.each([
    [500, MEMORY_IN_USE, errors.EngineBusyError],
    [400, 'Range of CPUs is from 0.01 to 2.00, as there are only 2 CPUs available', errors.EngineRefusedError],
    [404, 'No such container: abc', errors.ContainerMissingError],
    [404, 'No such image: redis:7', errors.ImageMissingError],
    [404, 'network tenants not found', errors.EngineBusyError],
    [400, 'network tenants is ambiguous (2 matches found on name)', errors.EngineBusyError],
    [404, 'No such exec instance: abc', errors.EngineRefusedError],
    [409, 'Conflict. The container name "/x" is already in use by container "abc".', errors.NameTakenError],
    [409, 'removal of container abc is already in progress', errors.EngineBusyError],
    [409, 'Container abc is not running', errors.ContainerNotRunningError],
    [409, 'Container abc is paused, unpause the container before exec', errors.ContainerNotRunningError],
    [409, 'Container abc is restarting, wait until the container is running', errors.ContainerNotRunningError],
    [409, 'Error: Exec command abc is already running', errors.EngineRefusedError],
    [409, 'Error: Exec command abc has already run', errors.EngineRefusedError],
    [409, 'remove data: volume is in use - [abc]', errors.EngineBusyError],
    [500, 'task cb2b096295fe: already exists', errors.ContainerStuckError],
    [500, 'failed to start shim: mkdir /run/task/moby/abc: file exists: unknown', errors.ContainerStuckError],
    [500, PORT_20, errors.PortTakenError],
    [500, PORT_20_LISTEN, errors.PortTakenError],
    [500, PORT_28, errors.PortTakenError],
    [500, PORT_29, errors.PortTakenError],
    [500, ADDRESS_28, errors.EngineRefusedError],
    [500, 'write /var/lib/docker/x: no space left on device', errors.HostFullError],
    [500, 'driver "overlay2" failed to remove root filesystem: device or resource busy', errors.EngineBusyError],
    [503, '', errors.EngineBusyError],
    [429, 'slow down', errors.EngineBusyError],
    [400, 'create x: quota size requested but no quota support', errors.SizeUnsupportedError],
    [500, RLIMIT, errors.StartRefusedError],
    [400, NO_PROGRAM, errors.StartRefusedError],
    [500, NO_SHIM, errors.EngineBusyError],
    [500, 'unable to find user nosuch: no matching entries in passwd file', errors.StartRefusedError],
    [500, 'unable to find group nogrp: no matching entries in group file', errors.StartRefusedError],
    [400, 'invalid reference format', errors.EngineRefusedError],
    [400, 'client version 1.44 is too new. Maximum supported API version is 1.41', errors.EngineBusyError],
    [403, 'authorization denied by plugin', errors.EngineRefusedError],
    [406, 'impossible to attach', errors.EngineRefusedError],
    [404, 'pull access denied for x, repository does not exist', errors.ImageLoginError],
    [404, 'manifest for redis:99 not found: manifest unknown: manifest unknown', errors.ImageUnavailableError],
    [307, 'moved', errors.EngineAnswerError],
  ])('%i "%s"', (statusCode, message, Expected) => {
    const error = new EngineStatusError(statusCode, message);

    const translated = translateDockerError(error, 'do it');

    expect(translated).toBeInstanceOf(Expected);
    expect(translated.cause).toBe(error);
    expect(translated.message).toContain('Could not do it');
  });

  it.each([
    'ECONNREFUSED',
    'ECONNRESET',
    'ETIMEDOUT',
    'EPIPE',
    'ENOENT',
    'ENOTFOUND',
    'EHOSTUNREACH',
    'HPE_INVALID_CONSTANT',
  ])('%s: nobody can be reached', (code) => {
    const translated = translateDockerError(Object.assign(new Error('socket trouble'), { code }), 'do it');

    expect(translated).toBeInstanceOf(errors.HostUnreachableError);
    expect(translated).not.toBeInstanceOf(errors.HostUntrustedError);
    expect(translated.retryable).toBe(true);
  });

  it.each([
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    'SELF_SIGNED_CERT_IN_CHAIN',
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    'ERR_TLS_CERT_ALTNAME_INVALID',
    'CERT_HAS_EXPIRED',
    'EPROTO',
    'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED',
    'ERR_SSL_WRONG_VERSION_NUMBER',
  ])('%s: nobody can be reached who can be trusted (row 69)', (code) => {
    const translated = translateDockerError(Object.assign(new Error('TLS trouble'), { code }), 'do it');

    expect(translated).toBeInstanceOf(errors.HostUntrustedError);
    expect(translated).toBeInstanceOf(errors.HostUnreachableError);
    expect(translated.retryable).toBe(true);
  });

  it('keeps what is translated already', () => {
    const error = new errors.PortTakenError('taken');

    expect(translateDockerError(error, 'do it')).toBe(error);
  });

  it('takes a bug for an answer that was not understood', () => {
    const bug = new TypeError('undefined is not a function');

    expect(translateDockerError(bug, 'do it')).toBeInstanceOf(errors.EngineAnswerError);
    expect(translateDockerError('text', 'do it').message).toContain('no reason given');
  });

  it('quotes one short line', () => {
    const { message } = translateDockerError(new EngineStatusError(500, `a\n b\t${'c'.repeat(9000)}`), 'do it');

    expect(message).toContain('a b c');
    expect(message.length).toBeLessThan(600);
  });
});

describe('translatePullError', () => {
  it.each([
    [
      new EngineStatusError(500, 'Get "https://registry/v2/": dial tcp: lookup registry: no such host'),
      'ImageUnavailableError',
    ],
    [new EngineStatusError(500, 'net/http: TLS handshake timeout'), 'ImageUnavailableError'],
    [new EngineStatusError(404, 'pull access denied for x'), 'ImageLoginError'],
    [
      new EngineStatusError(500, 'Head "https://registry/v2/x/manifests/1": no basic auth credentials'),
      'ImageLoginError',
    ],
    [new EngineStatusError(500, 'unauthorized: authentication required'), 'ImageLoginError'],
    [new EngineStatusError(500, 'denied: requested access to the resource is denied'), 'ImageLoginError'],
    [new errors.ImageUnavailableError('unauthorized: incorrect username or password'), 'ImageLoginError'],
    [new EngineStatusError(403, 'authorization denied by plugin'), 'ImageUnavailableError'],
    [new EngineStatusError(404, 'No such image: x'), 'ImageUnavailableError'],
    [new errors.ImageUnavailableError('no'), 'ImageUnavailableError'],
    [new EngineStatusError(500, 'write: no space left on device'), 'HostFullError'],
    [Object.assign(new Error('refused'), { code: 'ECONNREFUSED' }), 'HostUnreachableError'],
  ])('%s becomes %s', (error, name) => {
    expect(translatePullError(error, 'x:1').name).toBe(name);
  });
});

describe('expected answers', () => {
  it.each([
    [304, true, false],
    [404, false, true],
    [409, false, false],
  ])('%i', (statusCode, alreadySo, missing) => {
    const error = new EngineStatusError(statusCode, '');

    expect(isAlreadySo(error)).toBe(alreadySo);
    expect(isMissing(error)).toBe(missing);
    expect(isMissing(undefined)).toBe(false);
  });
});
