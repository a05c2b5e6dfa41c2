import type fc from 'fast-check';
import { nameContainer } from '../../apps/broker/src/operations/container-name.types.js';
import { findHomes } from './homes.js';
import type { House } from './house.js';
import type { Model } from './model.js';

export type Event =
  | { readonly name: 'the host goes away' | 'the host is back' | 'the gate opens' }
  | { readonly name: 'a broker restarts'; readonly index: number }
  | { readonly name: 'a container ends'; readonly instanceId: string };

/** What happens around the platform and its requests. */
export class EventCommand implements fc.AsyncCommand<Model, House> {
  constructor(private readonly event: Event) {}

  check({ held, isHostAway }: Readonly<Model>): boolean {
    switch (this.event.name) {
      case 'the host goes away':
        return !isHostAway && held === undefined;
      case 'the host is back':
        return isHostAway;
      case 'the gate opens':
        return held !== undefined;
      case 'a broker restarts':
        return true;
      case 'a container ends':
        return held === undefined;
    }
  }

  async run(model: Model, house: House): Promise<void> {
    const { event } = this;
    if (event.name === 'a container ends') await crash(event.instanceId, house);
    if (event.name === 'the host goes away') house.unplug();
    if (event.name === 'the host is back') await house.plug();
    if (event.name === 'the gate opens') await house.release();
    if (event.name === 'a broker restarts') await house.restart(event.index);
    this.follow(model);
  }

  toString(): string {
    return Object.values(this.event).join(' ');
  }

  private follow(model: Model): void {
    if (this.event.name === 'the host goes away') model.isHostAway = true;
    if (this.event.name === 'the host is back') model.isHostAway = false;
    if (this.event.name === 'the gate opens' || this.event.name === 'a broker restarts') model.held = undefined;
    model.settle();
  }
}

/** The container that it uses, whosever that is. */
async function crash(instanceId: string, house: House): Promise<void> {
  const home = (await findHomes(house)).get(instanceId) ?? instanceId;
  house.crash(nameContainer(home));
}
