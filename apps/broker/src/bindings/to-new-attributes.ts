import type { BindingRequest, ServiceBinding } from '#persistence';
import type { BindWish } from './to-bind-wish.js';

/** What is stored of a binding that is asked for, apart from its login. */
export interface BindingAttributes {
  readonly appGuid: string | undefined;
  readonly request: Omit<BindingRequest, 'login'>;
}

type Predecessor = Pick<ServiceBinding, 'appGuid' | 'request'>;

export function toNewAttributes(wish: BindWish, predecessor: Predecessor | undefined): BindingAttributes {
  const { appGuid, parameters, context, bindResource, predecessorId } = predecessor ? inherit(wish, predecessor) : wish;
  return {
    appGuid,
    request: {
      parameters,
      context,
      ...(bindResource === undefined ? {} : { bindResource }),
      ...(predecessorId === undefined ? {} : { predecessorId }),
    },
  };
}

/** What a rotation does not say is as it was with its predecessor (ROT-03, ROT-06). */
function inherit(wish: BindWish, { appGuid, request }: Predecessor): BindWish {
  return {
    ...wish,
    appGuid: wish.appGuid ?? appGuid,
    bindResource: wish.bindResource ?? request.bindResource,
    parameters: isEmpty(wish.parameters) ? request.parameters : wish.parameters,
    context: isEmpty(wish.context) ? request.context : wish.context,
  };
}

/** Cloud Foundry says nothing by an empty object (CFS-09). */
function isEmpty(value: object): boolean {
  return Object.keys(value).length === 0;
}
