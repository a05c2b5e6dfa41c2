import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { routesOf } from '../support/routes-of.js';
import { basic, World } from '../support/world.js';

const PATH = '/admin/api-docs';
const FILES = ['', '/swagger-ui-bundle.js', '/swagger-ui.css', '/swagger-ui-init.js', '/openapi.json'];
const PLATFORM = { BROKER_ACCESS_PLATFORM_USER: 'cf', BROKER_ACCESS_PLATFORM_PASSWORD: 'platform' };

interface Endpoint {
  readonly summary?: string;
  readonly responses: Readonly<Record<string, unknown>>;
}

interface OpenApi {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Endpoint>>>>;
}

describe('the description of the API', () => {
  let world: World;

  beforeAll(async () => {
    world = await World.open({ env: { BROKER_HTTP_APIDOCS: '1', ...PLATFORM } });
  });

  afterAll(() => world.stop());

  const fetchText = async (path: string, authorization = basic('admin', 'admin')): Promise<[number, string]> => {
    const answer = await world.broker.app.inject({ method: 'GET', url: `${PATH}${path}`, headers: { authorization } });
    return [answer.statusCode, answer.payload];
  };
  const describeApi = async (): Promise<OpenApi> => JSON.parse((await fetchText('/openapi.json'))[1]) as OpenApi;

  it('is not there unless it was switched on (T33)', async () => {
    const plain = await World.open();
    const answers = await Promise.all(FILES.map((file) => plain.get(`${PATH}${file}`)));
    await plain.stop();

    expect(answers.map(({ status }) => status)).toEqual(FILES.map(() => 404));
  });

  it.each(FILES)('comes from the broker itself: %s', async (file) => {
    const [status, text] = await fetchText(file);

    expect(status).toBe(200);
    expect(text.length).toBeGreaterThan(500);
  });

  it('has a page that asks nobody else for anything', async () => {
    const [, page] = await fetchText('');

    expect(page).toContain('swagger-ui');
    expect([...page.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, url = '']) => url)).toEqual(
      expect.not.arrayContaining([expect.stringMatching(/^(?:https?:)?\/\//)]),
    );
  });

  it('shows itself to no validator on the Internet', async () => {
    expect((await fetchText('/swagger-ui-init.js'))[1]).toMatch(/"validatorUrl": "none"/);
  });

  it.each(FILES)('is for administrators alone: %s', async (file) => {
    expect((await fetchText(file, ''))[0]).toBe(401);
    expect((await fetchText(file, basic('cf', 'platform')))[0]).toBe(403);
  });

  it('has every route of the broker, and no other', async () => {
    const { openapi, paths } = await describeApi();
    const described = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`),
    );
    const routes = routesOf(world.broker).filter((route) => !/^(?:HEAD|OPTIONS) |api-docs/.test(route));

    expect(openapi).toMatch(/^3\./);
    expect(described.sort()).toEqual([...routes].sort());
  });

  it('says of each what it is for and what may come of it', async () => {
    const endpoints = Object.values((await describeApi()).paths).flatMap((methods) => Object.values(methods));

    expect(endpoints.filter(({ summary }) => summary === undefined || summary === '')).toEqual([]);
    expect(endpoints.filter(({ responses }) => !('200' in responses || '201' in responses))).toEqual([]);
  });

  it('changes nothing else', async () => {
    expect(
      await world.broker.request('GET', '/v2/catalog', { headers: { authorization: basic('cf', 'platform') } }),
    ).toMatchObject({ status: 200 });
    expect(await world.broker.request('PUT', '/v2/nothing')).toMatchObject({ status: 403 });
  });
});
