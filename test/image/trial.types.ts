import type { ServiceConnection } from '../support/connect-by-uri.js';
import type { Checklist } from './checklist.js';
import type { Promises } from './judge-image.js';
import type { TrialContainer } from './trial-container.js';
import type { Binding, TrialScripts } from './trial-scripts.js';

/** A binding with what `/bind` answered. */
export interface Bound extends Binding {
  readonly credentials: Readonly<Record<string, unknown>>;
}

/** What all checks of an image work with. */
export interface Trial {
  readonly checklist: Checklist;
  readonly container: TrialContainer;
  readonly scripts: TrialScripts;
  readonly promises: Promises;
  readonly instanceId: string;
  /** Throws when the service refuses the login; `undefined` where there is no client of its protocol here. */
  readonly connect: (credentials: Bound['credentials']) => Promise<ServiceConnection | undefined>;
}
