import { Injectable, type PipeTransform } from '@nestjs/common';
import { CheckPlatformIdPipe } from '../osb/check-platform-id.pipe.js';

export interface BindingPath {
  readonly instanceId: string;
  readonly bindingId: string;
}

/** Both ids of a binding's path. */
@Injectable()
export class CheckPathPipe implements PipeTransform<BindingPath, BindingPath> {
  private readonly ids = new CheckPlatformIdPipe();

  transform({ instanceId, bindingId }: BindingPath): BindingPath {
    return { instanceId: this.ids.transform(instanceId), bindingId: this.ids.transform(bindingId) };
  }
}
