import { describe, expect, it } from 'vitest';
import { aDefinition } from '../catalog/testing/a-definition.js';
import { checkDrainUrl, checkOwnLog } from './check-drain.types.js';

const DRAIN = { syslog_drain: 'syslog-tls://logs.example.com:6514' };

describe('the parameter syslog_drain', () => {
  it.each([
    ['nothing', {}],
    ['none', { syslog_drain: null }],
    ['a drain', DRAIN],
    ['an address that was allowed', { syslog_drain: 'syslog://127.0.0.1:514' }],
  ])('may say %s', (_, parameters) => {
    expect(() => {
      checkDrainUrl(parameters, ['127.0.0.0/8']);
    }).not.toThrow();
  });

  it.each([
    ['no URL', 'logs', /must be syslog:\/\/host:port/],
    ['no text', { a: 1 }, /must be syslog:\/\/host:port/],
    ['a host that is internal', 'syslog://169.254.169.254:80', /logs are not sent to/],
  ])('is refused where it says %s', (_, wanted, message) => {
    expect(() => {
      checkDrainUrl({ syslog_drain: wanted }, []);
    }).toThrow(message);
  });

  it.each([
    ['of several instances', { numInstances: 5 }],
    ['of a stranger', { numInstances: 0, containerName: 'c' }],
  ])('is refused for the log of a container %s', (_, changes) => {
    expect(() => {
      checkOwnLog(aDefinition(changes), DRAIN);
    }).toThrow(/no log of one alone/);
    expect(() => {
      checkOwnLog(aDefinition(changes), {});
      checkOwnLog(aDefinition(), DRAIN);
      checkOwnLog(aDefinition({ numInstances: 0 }), DRAIN);
    }).not.toThrow();
  });
});
