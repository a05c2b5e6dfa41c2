import { bind, deprovision, provision, unbind, update } from './requests.js';
import type { Scene } from './scene.js';
import type { Row, State } from './table.types.js';

/** States that last while work does: there is none of them where work ends at once. */
export const HELD: readonly State[] = ['creating', 'updating', 'deleting', 'binding', 'unbinding'];

type Bring = (scene: Scene, row: Row) => Promise<void>;

/** Brings about what a row takes for given. */
export function bringAbout(scene: Scene, row: Row): Promise<void> {
  return BY_STATE[row.given ?? 'nothing'](scene, row);
}

const make: Bring = async (scene, { given, of, givenBody }) => {
  const isOfInstance = given !== 'bound' && given !== 'unbound' && given !== 'unbinding';
  await scene.settle(provision({ ...of, ...(isOfInstance ? givenBody : {}) }));
};
const makeBinding: Bring = async (scene, row) => {
  await make(scene, row);
  await scene.settle(bind({ ...row.of, ...row.givenBody }));
};
const during = async (scene: Scene, request: ReturnType<typeof provision>): Promise<void> => {
  scene.stage.hold(scene.instance);
  const { status } = await scene.ask(request);
  if (status !== 202) throw new Error(`${request.call} was to be going on, but was answered with ${status}.`);
};
const failing = async (scene: Scene, script: string, request: ReturnType<typeof provision>): Promise<void> => {
  scene.stage.play(scene.instance, { [script]: 'fails' });
  await scene.settle(request);
  scene.stage.play(scene.instance, {});
};

const BY_STATE: Readonly<Record<State, Bring>> = {
  nothing: () => Promise.resolve(),
  creating: (scene, { of, givenBody }) => {
    scene.stage.hold(scene.instance);
    // Where no script runs, there is none to wait.
    if (of !== undefined) scene.stage.holdStart(scene.instance);
    return during(scene, provision({ ...of, ...givenBody }));
  },
  ready: make,
  updating: async (scene, row) => {
    await make(scene, { ...row, givenBody: {} });
    await during(scene, update({ parameters: { a: 1 }, ...row.givenBody }));
  },
  deleting: async (scene, row) => {
    await make(scene, row);
    await during(scene, deprovision());
  },
  'create failed': (scene, { of }) => failing(scene, '/provision', provision({ ...of })),
  deleted: async (scene, row) => {
    await make(scene, row);
    await scene.settle(deprovision());
  },
  binding: async (scene, row) => {
    await make(scene, { ...row, givenBody: {} });
    await during(scene, bind({ ...row.of, ...row.givenBody }));
  },
  bound: makeBinding,
  unbinding: async (scene, row) => {
    await makeBinding(scene, row);
    await during(scene, unbind());
  },
  'bind failed': async (scene, row) => {
    await make(scene, row);
    await failing(scene, '/bind', bind({ ...row.of }));
  },
  unbound: async (scene, row) => {
    await makeBinding(scene, row);
    await scene.settle(unbind());
  },
};
