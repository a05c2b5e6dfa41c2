import { ConfigurationError, readObject } from '#configuration';
import { BadRequestError } from '../../osb/osb.errors.js';
import { checkCatalog } from '../check-catalog.types.js';
import { checkRegistries, type ImageSources } from '../check-registries.types.js';
import { ServiceDefinition } from '../service-definition.types.js';
import type { Fault } from '../value-rules.js';
import { isSamePlan } from './compare-catalogs.js';
import { type DeclaredDefinition, toDeclaredNames } from './declared-definition.js';
import { findSchemaFaults } from './find-schema-faults.js';
import { restoreSecrets } from './secret-values.js';

/** All are compared with each other, and told of together. */
const MOST_SERVICES = 2_000;

interface ReadDefinition {
  readonly value?: ServiceDefinition;
  readonly faults: readonly Fault[];
}

/**
 * The definitions of a document, with the secrets that it leaves to the stored ones. Throws `BadRequestError` with all
 * reasons at once: those of single values, those of the published schema, those of the catalog as a whole.
 */
export function readDocument(
  body: unknown,
  stored: readonly DeclaredDefinition[],
  sources: ImageSources,
): readonly ServiceDefinition[] {
  const document = toDocument(body);
  const restored = document.services.map((one) => restore(one, stored));
  const read = restored.map(({ definition, faults }, index) =>
    readDefinition(definition, faults, `services[${index}]`),
  );
  const own = withoutTwins([...read.flatMap(({ faults }) => faults), ...findCatalogFaults(read, sources)]);
  const bySchema = findSchemaFaults({ ...document, services: restored.map(({ definition }) => definition) });
  refuse([...own, ...bySchema.filter(({ path }) => !own.some((fault) => isSamePlace(fault.path, path)))]);
  return read.flatMap(({ value }) => value ?? []);
}

function toDocument(body: unknown): { readonly services: readonly unknown[] } {
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw new BadRequestError('The request needs a JSON object as its body.');
  const { services } = body as { readonly services?: unknown };
  if (!Array.isArray(services)) throw new BadRequestError('The document needs a list "services".');
  if (services.length > MOST_SERVICES)
    throw new BadRequestError(
      `The document has more than ${MOST_SERVICES} services, the most that a catalog may have.`,
    );
  return { ...body, services: services as unknown[] };
}

function restore(
  written: unknown,
  stored: readonly DeclaredDefinition[],
): { readonly definition: unknown; readonly faults: readonly Fault[] } {
  if (typeof written !== 'object' || written === null || Array.isArray(written))
    return { definition: written, faults: [] };
  const declared = toDeclaredNames(written);
  return restoreSecrets(
    declared,
    stored.find((one) => isSamePlan(one, declared)),
  );
}

function readDefinition(definition: unknown, faults: readonly Fault[], place: string): ReadDefinition {
  const placed = faults.map(({ path, fault }) => ({ path: `${place}.${path}`, fault }));
  try {
    return { value: readObject(ServiceDefinition, definition, place).value, faults: placed };
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    const problems = error.problems.map(({ path, fault }) => ({
      path: path === '' ? place : `${place}.${path}`,
      fault,
    }));
    return { faults: [...placed, ...problems] };
  }
}

/** Of the definitions that can be read, by their places in the document. */
function findCatalogFaults(read: readonly ReadDefinition[], sources: ImageSources): readonly Fault[] {
  const readable = read.flatMap(({ value }, index) => (value === undefined ? [] : [{ value, index }]));
  const values = readable.map(({ value }) => value);
  return [...checkCatalog(values), ...checkRegistries(values, sources)].map(({ index, path, fault }) => {
    const place = `services[${readable[index]?.index ?? index}]`;
    return { path: path === '' ? place : `${place}.${path}`, fault };
  });
}

function withoutTwins(faults: readonly Fault[]): readonly Fault[] {
  return faults.filter(({ path, fault }, index) => {
    return faults.findIndex((one) => one.path === path && one.fault === fault) === index;
  });
}

/** One is the other, or within it. Names of properties and of settings differ in letter case. */
function isSamePlace(one: string, other: string): boolean {
  const [inner, outer] = [one.toLowerCase(), other.toLowerCase()].sort((a, b) => b.length - a.length);
  return inner === outer || (inner ?? '').startsWith(`${outer ?? ''}.`) || (inner ?? '').startsWith(`${outer ?? ''}[`);
}

function refuse(faults: readonly Fault[]): void {
  if (faults.length === 0) return;
  const { message } = new ConfigurationError('The document', faults);
  throw new BadRequestError(message);
}
