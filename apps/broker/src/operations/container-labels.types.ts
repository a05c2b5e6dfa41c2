/** On everything that we make on a host: whose it is, and which operation made it. */
export const INSTANCE_LABEL = 'docker-broker.instance';
const SERVICE_LABEL = 'docker-broker.service';
const BROKER_LABEL = 'docker-broker.broker';
const OPERATION_LABEL = 'docker-broker.operation';

type Labels = Readonly<Record<string, string>>;

export interface ContainerLabels {
  readonly instanceId: string;
  readonly serviceName: string;
  readonly installationId: string;
  readonly operationId: string;
}

export function toLabels({ instanceId, serviceName, installationId, operationId }: ContainerLabels): Labels {
  return {
    [INSTANCE_LABEL]: instanceId,
    [SERVICE_LABEL]: serviceName,
    [BROKER_LABEL]: installationId,
    [OPERATION_LABEL]: operationId,
  };
}

const ROLE_LABEL = 'docker-broker.role';
const IMAGE_LABEL = 'docker-broker.image';

/** On a log shipper, which belongs to no instance: the reconciler neither adopts it nor takes it for an orphan. */
export function toShipperLabels(installationId: string, imageId: string): Labels {
  return { [BROKER_LABEL]: installationId, [ROLE_LABEL]: 'log-shipper', [IMAGE_LABEL]: imageId };
}

/** The instance whose labels these are; `undefined` for strangers' and for other installations' labels. */
export function findInstanceId(labels: Labels, installationId: string): string | undefined {
  return (labels[BROKER_LABEL] ?? installationId) === installationId ? labels[INSTANCE_LABEL] : undefined;
}

/** `undefined` on what an older version made, which did not say so, nor whose broker it was. */
export function findOperationId(labels: Labels): string | undefined {
  return labels[OPERATION_LABEL];
}
