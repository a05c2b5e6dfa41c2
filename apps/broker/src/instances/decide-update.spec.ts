import { describe, expect, it } from 'vitest';
import { decideUpdate } from './decide-update.js';

const PRESENT = {
  planName: '100',
  imageVersion: '1.0.0',
  request: { parameters: { size: 1 }, context: { instance_name: 'old' }, organizationGuid: 'o', spaceGuid: 's' },
};
const SAME = { planName: '100', parameters: { size: 1 }, context: { instance_name: 'old' }, version: undefined };

describe('decideUpdate', () => {
  it.each([
    ['nothing', 'all the same (UPD-11)', {}],
    ['nothing', 'the version that it has (UPD-15)', { version: '1.0.0' }],
    ['record', 'another name (UPD-08)', { context: { instance_name: 'new' } }],
    ['record', 'a drain', { parameters: { size: 1, syslog_drain: 'syslog://logs:514' } }],
    ['change', 'a drain and a size', { parameters: { size: 2, syslog_drain: 'syslog://logs:514' } }],
    ['change', 'another plan', { planName: '200' }],
    ['change', 'other parameters', { parameters: { size: 2 } }],
    ['change', 'another version (UPD-15)', { version: '2.0.0' }],
    ['change', 'a plan and a context', { planName: '200', context: {} }],
  ])('%s: %s', (decision, _what, changes) => {
    expect(decideUpdate(PRESENT, { ...SAME, ...changes })).toBe(decision);
  });

  it('takes a null that an instance was made with for nothing, as PATCH does (UPD-05, CFS-09)', () => {
    const request = { ...PRESENT.request, parameters: { size: 1, mode: null } };

    expect(decideUpdate({ ...PRESENT, request }, SAME)).toBe('nothing');
  });

  it('cannot tell the version of an instance of an older broker, so it makes sure', () => {
    expect(decideUpdate({ ...PRESENT, imageVersion: undefined }, { ...SAME, version: '1.0.0' })).toBe('change');
  });
});
