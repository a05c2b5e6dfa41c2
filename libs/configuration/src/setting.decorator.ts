import 'reflect-metadata';

export type ConfigClass<T extends object = object> = new () => T;

/** What one declared property of a configuration class is called, accepts and holds. */
export interface SettingShape {
  readonly property: string;
  /** As written in files, in paths and (in upper case) in environment variables. */
  readonly name: string;
  /** Ends the sentence «allowed is …». */
  readonly allowed: string;
  readonly kind: 'value' | 'section' | 'list';
  /** The class of the section, or of each element of the list. */
  readonly type?: () => ConfigClass;
  /** Brings an accepted spelling into the one form that the program uses, before it is checked. */
  readonly normalise?: (value: unknown) => unknown;
  readonly secret?: Secrecy;
}

/** Whether all that is in a value is secret, or what stands below keys of these names in it. */
export type Secrecy = true | readonly string[];

interface SettingOptions {
  /** The name in files, where it is not the property's own. */
  readonly name?: string;
  /** Never shown. */
  readonly secret?: Secrecy;
  readonly normalise?: (value: unknown) => unknown;
}

const SETTINGS = Symbol('settings');

/** A value; what it accepts is told by class-validator's decorators beside this one, and in words by `allowed`. */
export function Setting(allowed: string, options: SettingOptions = {}): PropertyDecorator {
  return declare((property) => ({ property, name: property, allowed, kind: 'value', ...options }));
}

/** An object with settings of its own. Without an initial value the section is optional as a whole. */
export function Section(type: () => ConfigClass, options: { readonly name?: string } = {}): PropertyDecorator {
  return declare((property) => ({ property, name: property, allowed: 'an object', kind: 'section', type, ...options }));
}

/** A list of objects that have settings of their own. */
export function SectionList(
  type: () => ConfigClass,
  options: { readonly name?: string; readonly allowed?: string } = {},
): PropertyDecorator {
  const allowed = 'a list of objects';
  return declare((property) => ({ property, name: property, allowed, kind: 'list', type, ...options }));
}

/** The settings of a class in the order of their declaration, inherited ones first. */
export function settingsOf(type: ConfigClass): readonly SettingShape[] {
  return (Reflect.getMetadata(SETTINGS, type) as readonly SettingShape[] | undefined) ?? [];
}

function declare(shape: (property: string) => SettingShape): PropertyDecorator {
  return (target, property) => {
    const type = target.constructor as ConfigClass;
    Reflect.defineMetadata(SETTINGS, [...settingsOf(type), shape(String(property))], type);
  };
}
