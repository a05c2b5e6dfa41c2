import { validateSync } from 'class-validator';
import type { FoldedObject } from './fold-names.js';
import { joinPath } from './fold-names.js';
import type { Report } from './report.js';
import type { ConfigClass, SettingShape } from './setting.decorator.js';
import { settingsOf } from './setting.decorator.js';

/** An instance of `type` with the given values over its defaults; everything that is wrong goes to the report. */
export function buildObject<T extends object>(
  type: ConfigClass<T>,
  given: FoldedObject,
  path: string,
  report: Report,
): T {
  const target = new type();
  for (const setting of settingsOf(type)) {
    const initial: unknown = Reflect.get(target, setting.property);
    const value = buildValue(setting, given[setting.name], initial, { path: joinPath(path, setting.name), report });
    if (value !== undefined) {
      Reflect.set(target, setting.property, value);
    }
  }
  refuseInvalid(type, target, path, report);
  return target;
}

/** Whether the class accepts `value` for one of its settings, whatever the others hold. */
export function accepts(type: ConfigClass, setting: SettingShape, value: unknown): boolean {
  const probe = new type();
  Reflect.set(probe, setting.property, setting.normalise === undefined ? value : setting.normalise(value));
  return !invalidProperties(probe).includes(setting.property);
}

interface Place {
  readonly path: string;
  readonly report: Report;
}

function buildValue(setting: SettingShape, given: unknown, initial: unknown, { path, report }: Place): unknown {
  if (setting.type === undefined) {
    return given === undefined || setting.normalise === undefined ? given : setting.normalise(given);
  }
  const type = setting.type();
  if (setting.kind === 'list') {
    return (given as (FoldedObject | undefined)[] | undefined)?.map((item, index) =>
      item === undefined ? undefined : buildObject(type, item, `${path}[${index}]`, report),
    );
  }
  const section = given ?? (initial === undefined ? undefined : {});
  return section === undefined ? undefined : buildObject(type, section as FoldedObject, path, report);
}

function refuseInvalid(type: ConfigClass, target: object, path: string, report: Report): void {
  const invalid = new Set(invalidProperties(target));
  for (const setting of settingsOf(type).filter(({ property }) => invalid.has(property))) {
    const missing = Reflect.get(target, setting.property) === undefined;
    const place = joinPath(path, setting.name);
    if (!report.problems.some((problem) => problem.path === place)) {
      report.refuse(place, `${missing ? 'is missing; ' : ''}allowed is ${setting.allowed}`);
    }
  }
}

function invalidProperties(target: object): string[] {
  const errors = validateSync(target, { forbidUnknownValues: false, validationError: { target: false, value: false } });
  return errors.map(({ property }) => property);
}
