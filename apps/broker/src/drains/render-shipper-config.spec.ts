import { describe, expect, it } from 'vitest';
import type { NotedDrain } from './drain.types.js';
import { renderShipperConfig } from './render-shipper-config.js';

const ID = 'c'.repeat(64);
const DRAIN: NotedDrain = {
  containerId: ID,
  instanceId: 'i',
  url: { isTls: false, host: 'logs', port: 514 },
  sender: 'db.example.com',
  data: { instance_name: `my "db" \\ it's` },
};
const render = (drain: Partial<NotedDrain> = {}): string =>
  renderShipperConfig([{ ...DRAIN, ...drain }], { bufferMegabytes: 7, ca: 'PEM' });

describe("a shipper's configuration", () => {
  it('reads the log of the container, and sends it with octet counting', () => {
    const config = render();

    expect(config).toContain(`file="/containers/${ID}/${ID}-json.log"`);
    expect(config).toContain('target="logs" port="514"');
    expect(config).toContain('tcp_framing="octet-counted"');
    expect(config).not.toContain('gtls');
  });

  it('verifies the certificate of a host that speaks TLS, for its name', () => {
    const config = render({ url: { isTls: true, host: 'logs', port: 6514 } });

    expect(config).toContain('streamDriverMode="1" streamDriverAuthMode="x509/name"');
    expect(config).toContain('streamDriverPermittedPeers="logs"');
  });

  it('bounds what waits on the disk', () => {
    expect(render()).toContain('queue.maxDiskSpace="7m"');
  });

  it('bounds what rsyslog counts, by the file that its action writes', () => {
    expect(render()).toMatch(/file="\/run\/counts" [^)]*rotation\.sizeLimit="512k"/);
  });

  it('has the texts of the platform as texts, whatever is in them', () => {
    expect(render()).toContain(String.raw`set $.data = '[instance@32473 instance_name="my \\"db\\" \\\\ it\'s"]';`);
  });

  it('says nothing of instances without a drain', () => {
    expect(renderShipperConfig([], { bufferMegabytes: 7, ca: '' })).not.toContain('type="imfile"');
  });
});
