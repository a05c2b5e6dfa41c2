import { HostFullError, ImageUnavailableError } from './docker-driver.errors.js';
import { readObject, readOptionalObject } from './read-answer.js';

interface Layer {
  readonly current: number;
  readonly total: number;
}

/** Follows the events of a pull: how much of all layers' bytes is here. */
export class PullProgress {
  readonly #layers = new Map<string, Layer>();
  #percent: number | undefined;

  /** 0 to 100, never less than before though layers turn up late; `undefined` while no size is known. */
  get percent(): number | undefined {
    return this.#percent;
  }

  /** Takes one event, parsed. `false`: the registry makes us wait. Throws `ImageUnavailableError`, `EngineAnswerError`. */
  take(value: unknown): boolean {
    const event = readObject(value, 'a step of the pull');
    if (typeof event['error'] === 'string') throw toError(event['error']);
    const status = typeof event['status'] === 'string' ? event['status'] : '';
    if (typeof event['id'] === 'string') this.#takeLayer(event['id'], status, event['progressDetail']);
    return !/^(Retrying|Waiting)/.test(status);
  }

  #takeLayer(layerId: string, status: string, detail: unknown): void {
    const { current, total } = readOptionalObject(detail, 'progressDetail');
    const known = this.#layers.get(layerId);
    if (status === 'Downloading' && isSize(current) && isSize(total)) this.#layers.set(layerId, { current, total });
    if (status.endsWith('complete') && known !== undefined)
      this.#layers.set(layerId, { ...known, current: known.total });
    this.#update();
  }

  #update(): void {
    const layers = [...this.#layers.values()];
    const total = layers.reduce((sum, layer) => sum + layer.total, 0);
    if (total === 0) return;
    const current = layers.reduce((sum, layer) => sum + Math.min(layer.current, layer.total), 0);
    this.#percent = Math.max(this.#percent ?? 0, Math.floor((100 * current) / total));
  }
}

/** The stream began with success, so what ends it says the reason in words alone. */
function toError(reason: string): Error {
  return /no space left on device/i.test(reason) ? new HostFullError(reason) : new ImageUnavailableError(reason);
}

function isSize(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}
