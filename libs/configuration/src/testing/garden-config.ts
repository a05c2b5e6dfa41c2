import { IsBoolean, IsInt, IsObject, IsOptional, IsString, Max, Min, MinLength } from 'class-validator';
import { Section, SectionList, Setting } from '../setting.decorator.js';

export class Bed {
  @Setting('text')
  @IsString()
  @MinLength(1)
  readonly plant!: string;

  @Setting('a whole number from 1 to 9')
  @IsInt()
  @Min(1)
  @Max(9)
  readonly rows: number = 1;
}

export class Gate {
  @Setting('text of 8 characters at least', { name: 'pass_word' })
  @IsString()
  @MinLength(8)
  readonly password!: string;

  @Setting('"open" or "shut", in any letter case', { normalise: (value) => String(value).toLowerCase() })
  @IsString()
  readonly state: string = 'shut';
}

/** A class tree with one of each kind, for the tests of this lib. */
export class GardenConfig {
  @Setting('a whole number from 1 to 100')
  @IsInt()
  @Min(1)
  @Max(100)
  readonly size: number = 10;

  @Setting('true or false')
  @IsBoolean()
  readonly isOpen: boolean = false;

  @Setting('an object')
  @IsOptional()
  @IsObject()
  readonly notes?: Readonly<Record<string, unknown>>;

  @Section(() => Gate)
  readonly gate?: Gate;

  @Section(() => Bed)
  readonly lawn: Bed = new Bed();

  @SectionList(() => Bed)
  readonly beds: readonly Bed[] = [];
}
