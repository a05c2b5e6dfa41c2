import { describe, expect, it } from 'vitest';
import type { ContainerSummary, Labelled } from '#docker-driver';
import type { HostRecords, InstanceRecord, Tombstone } from '#persistence';
import { decideHostActions, type HostActions, MOST_REMOVALS } from './decide-host-actions.js';

const RULES = { hostId: 'here', installationId: 'ours', sightingMs: 60_000 };
const OURS = { 'docker-broker.instance': 'i', 'docker-broker.broker': 'ours', 'docker-broker.operation': 'o' };

const aContainer = (changes: Partial<ContainerSummary> = {}): ContainerSummary => ({
  containerId: 'c1',
  name: 'osb-i',
  labels: OURS,
  state: 'running',
  hostPorts: [],
  volumeNames: [],
  ...changes,
});
const aVolume = (changes: Partial<Labelled> = {}): Labelled => ({ name: 'osb-i-0', labels: OURS, ...changes });
const anInstance = (changes: Partial<InstanceRecord> = {}): InstanceRecord => ({
  instanceId: 'i',
  hostId: 'here',
  state: 'ready',
  health: 'ok',
  containerName: 'osb-i',
  containerId: 'c1',
  restarts: 0,
  restartInMs: -1,
  ...changes,
});

interface Situation {
  readonly containers?: readonly ContainerSummary[];
  readonly volumes?: readonly Labelled[];
  readonly instances?: readonly InstanceRecord[];
  readonly busy?: readonly string[];
  readonly tombstone?: Tombstone;
  /** Of all that is there. */
  readonly knownForMs?: number;
}

function decide({ containers = [], volumes = [], instances = [], busy = [], ...said }: Situation): HostActions {
  const { tombstone, knownForMs } = said;
  const known = [
    ...containers.map(({ containerId }) => ({ kind: 'container' as const, resourceId: containerId })),
    ...volumes.map(({ name }) => ({ kind: 'volume' as const, resourceId: name })),
  ];
  const records: HostRecords = {
    portRange: { min: 20_000, max: 20_009 },
    instances,
    busyInstanceIds: new Set(busy),
    tombstones: new Map(tombstone === undefined ? [] : [['o', tombstone]]),
    knownOrphans: knownForMs === undefined ? [] : known.map((one) => ({ ...one, knownForMs })),
  };
  return decideHostActions({ containers, volumes }, records, RULES);
}

const verdictsOf = ({ orphans }: HostActions): string[] => orphans.map(({ kind, verdict }) => `${kind}: ${verdict}`);
const removalsOf = ({ removals }: HostActions): string[] => removals.map(({ resourceId }) => resourceId);

describe('decideHostActions', () => {
  it('has nothing to do for an instance that runs', () => {
    const actions = decide({ containers: [aContainer()], volumes: [aVolume()], instances: [anInstance()] });

    expect(actions).toEqual({ instances: [], orphans: [], removals: [], strangersPorts: [] });
  });

  it('starts one that was stopped (row 71), and looks for one that is not there (row 70)', () => {
    const lost = anInstance({ instanceId: 'j', containerName: 'osb-j' });

    const { instances } = decide({
      containers: [aContainer({ state: 'exited' })],
      instances: [anInstance(), lost],
    });

    expect(instances).toMatchObject([{ action: { act: 'start' } }, { instance: lost, action: { act: 'look' } }]);
  });

  it('does not take a stranger of the same name for the container of an instance', () => {
    const strangers = [{}, { ...OURS, 'docker-broker.broker': 'theirs' }, { ...OURS, 'docker-broker.instance': 'j' }];

    for (const labels of strangers)
      expect(decide({ containers: [aContainer({ labels })], instances: [anInstance()] }).instances).toMatchObject([
        { action: { act: 'look' } },
      ]);
  });

  it('removes what a tombstone proves ours, after two sightings', () => {
    const seen = { containers: [aContainer()], volumes: [aVolume()], tombstone: 'ended' } as const;

    const [first, soon, then] = [undefined, 59_999, 60_000].map((knownForMs) =>
      decide({ ...seen, ...(knownForMs === undefined ? {} : { knownForMs }) }),
    );

    expect(first?.orphans).toMatchObject([{ isNew: true }, { isNew: true }]);
    expect(first?.removals).toEqual([]);
    expect(soon?.removals).toEqual([]);
    expect(then?.removals).toMatchObject([
      { kind: 'container', resourceId: 'c1' },
      { kind: 'volume', resourceId: 'osb-i-0' },
    ]);
  });

  it.each<[string, Situation]>([
    ['no operation of that name is known (row 74)', {}],
    ['the operation lives', { tombstone: 'living' }],
    ['an operation lives on the instance', { tombstone: 'ended', busy: ['i'] }],
    [
      'it does not say what made it',
      { tombstone: 'ended', containers: [aContainer({ labels: { 'docker-broker.instance': 'i' } })], volumes: [] },
    ],
  ])('only tells of it when %s, however often it was seen', (_, situation) => {
    const actions = decide({ containers: [aContainer()], volumes: [aVolume()], knownForMs: 1e9, ...situation });

    expect(actions.orphans).not.toEqual([]);
    expect(actions.removals).toEqual([]);
  });

  it('never removes more than five in a pass', () => {
    const containers = Array.from({ length: 12 }, (_, index) => aContainer({ containerId: `c${index}` }));

    const actions = decide({ containers, volumes: [aVolume()], tombstone: 'ended', knownForMs: 60_000 });

    expect(MOST_REMOVALS).toBe(5);
    expect(removalsOf(actions)).toEqual(['c0', 'c1', 'c2', 'c3', 'c4']);
  });

  it('leaves a volume that a container uses', () => {
    const user = aContainer({ containerId: 'foreign', name: 'foreign', labels: {}, volumeNames: ['osb-i-0'] });

    const actions = decide({ containers: [user], volumes: [aVolume()], tombstone: 'ended', knownForMs: 60_000 });

    expect(verdictsOf(actions)).toEqual(['volume: will be removed']);
    expect(actions.removals).toEqual([]);
  });

  it.each<[string, Partial<InstanceRecord>, Partial<ContainerSummary>, boolean]>([
    ['the one with its name', {}, {}, false],
    ['the one with its name and another id', { containerId: 'c9' }, {}, false],
    ['the one with its id and another name', {}, { name: 'renamed' }, false],
    ['one with neither', { containerId: 'c9' }, { name: 'osb-i-g0' }, true],
    ['one on another host than its instance (row 26)', { hostId: 'elsewhere' }, {}, true],
    ['one of a creation that failed and was undone', { state: 'failed', containerId: undefined }, {}, true],
    ['one of a creation that goes on', { state: 'creating', containerId: undefined }, {}, false],
    ['one that is being deleted', { state: 'deleting' }, {}, false],
  ])("of an instance's containers, %s: %#", (_, instance, container, isOrphan) => {
    const actions = decide({
      containers: [aContainer(container)],
      instances: [anInstance(instance)],
      tombstone: 'ended',
      knownForMs: 60_000,
    });

    expect(removalsOf(actions)).toEqual(isOrphan ? ['c1'] : []);
    expect(actions.orphans).toHaveLength(isOrphan ? 1 : 0);
  });

  it('leaves the container of a failed creation to the operation that undoes it', () => {
    const failed = anInstance({ state: 'failed', containerId: undefined });

    expect(decide({ containers: [aContainer()], instances: [failed], busy: ['i'] }).orphans).toEqual([]);
  });

  it('keeps the volumes of an instance that is here, lost or not', () => {
    const lost = anInstance({ health: 'lost' });

    expect(decide({ volumes: [aVolume()], instances: [lost], tombstone: 'ended', knownForMs: 1e9 }).orphans).toEqual(
      [],
    );
  });

  it.each([{}, { ...OURS, 'docker-broker.broker': 'theirs' }])('does not see what carries %j', (labels) => {
    const actions = decide({
      containers: [aContainer({ labels })],
      volumes: [aVolume({ labels })],
      tombstone: 'ended',
      knownForMs: 1e9,
    });

    expect(actions).toMatchObject({ orphans: [], removals: [] });
  });

  it('notes the ports that strangers publish inside the range', () => {
    const hostPorts = [19_999, 20_000, 20_009, 20_010].map((hostPort) => ({ hostPort, protocol: 'tcp' as const }));
    const foreign = aContainer({ labels: {}, hostPorts });
    const theirs = aContainer({ labels: { ...OURS, 'docker-broker.broker': 'theirs' }, hostPorts });

    for (const container of [foreign, theirs])
      expect(decide({ containers: [container] }).strangersPorts.map(({ hostPort }) => hostPort)).toEqual([
        20_000, 20_009,
      ]);
  });

  it('counts an orphan as a stranger to its port once it was seen before, its instance never', () => {
    const containers = [aContainer({ hostPorts: [{ hostPort: 20_000, protocol: 'udp' }] })];

    expect(decide({ containers, instances: [anInstance()] }).strangersPorts).toEqual([]);
    expect(decide({ containers }).strangersPorts).toEqual([]);
    expect(decide({ containers, knownForMs: 1 }).strangersPorts).toEqual([{ hostPort: 20_000, protocol: 'udp' }]);
  });
});
