import { expect } from 'vitest';
import type { Answer } from '../support/test-broker.js';
import { bringAbout, HELD } from './bring-about.js';
import { expectAnswer } from './expect-answer.js';
import { isAsync, Scene } from './scene.js';
import type { Stage } from './stage.js';
import type { Expected, Row, Speed, Step } from './table.types.js';

/** Whether the row says anything at this speed. */
export function isPlayed({ only, given }: Row, speed: Speed): boolean {
  if (only !== undefined) return only === speed;
  return speed === 'slowly' || given === undefined || !HELD.includes(given);
}

/** Brings about what is given, asks, and looks at what is answered and becomes of it, step by step. */
export async function expectRow(stage: Stage, row: Row): Promise<void> {
  const scene = new Scene(stage, row);
  const serviceId = row.of?.service_id ?? serviceOf(row);
  try {
    await bringAbout(scene, row);
    if (row.playing !== undefined) stage.play(scene.instance, row.playing);
    for (const step of [row, ...(row.then ?? [])]) await playStep(scene, step, serviceId);
  } finally {
    stage.release(scene.instance);
  }
}

/** The service that is asked for, if there is one. */
function serviceOf({ request: { body } }: Row): string {
  const asked = (typeof body === 'object' ? (body as { service_id?: unknown }) : {}).service_id;
  return typeof asked === 'string' ? asked : 'redis';
}

async function playStep(scene: Scene, step: Step, serviceId: string): Promise<void> {
  const { request, expect: expected, administered } = step;
  const { operation: before, stage } = scene;
  if (administered !== undefined) await scene.administer(administered);
  const offering = stage.offering(serviceId);
  const answer = await scene.askSlowly(request);

  expectAnswer({ call: request.call, takes202: isAsync(request), offering }, answer);
  expectTold(answer, expected, isAsync(request) ? stage.speed : 'at once');
  if (expected.sameOperation) expect(scene.operation).toBe(before);
  if (answer.status === 202 && expected.end !== undefined) await expectEnd(scene, request, expected);
}

function expectTold({ status, body, headers }: Answer, expected: Expected, speed: Speed): void {
  expect(expected.status[speed], `${status} ${JSON.stringify(body)}`).toContain(status);
  if (expected.error !== undefined) expect(body).toMatchObject({ error: expected.error });
  const wanted = status === 202 ? expected.of202 : expected.body;
  if (wanted !== undefined) expect(body).toMatchObject(wanted);
  for (const name of expected.without ?? []) expect(body).not.toHaveProperty(name);
  if (expected.says !== undefined && status !== 202)
    expect(body).toMatchObject({ description: expect.stringMatching(expected.says) as string });
  for (const [name, value] of Object.entries(expected.headers ?? {})) expect(headers[name]).toEqual(value);
}

async function expectEnd(scene: Scene, request: Step['request'], expected: Expected): Promise<void> {
  const { status, body } = await scene.endOf(request);

  expect({ status, body }).toMatchObject({ status: 200, body: { state: expected.end } });
  if (expected.says !== undefined)
    expect(body).toMatchObject({ description: expect.stringMatching(expected.says) as string });
}
