import type { ContainerPort } from './docker-driver.port.js';

const FORM = /^(\d{1,5})\/(tcp|udp)$/;

/** From Docker's `3306/tcp`. `undefined` for what we do not publish (sctp, ranges). */
export function toContainerPort(key: string): ContainerPort | undefined {
  const [, port, protocol] = FORM.exec(key) ?? [];
  return port === undefined ? undefined : { port: Number(port), protocol: protocol === 'udp' ? 'udp' : 'tcp' };
}
