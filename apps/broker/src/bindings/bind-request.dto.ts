import {
  IsNotEmpty,
  IsObject,
  IsOptional,
  IsString,
  Matches,
  MaxLength,
  Validate,
  ValidateIf,
  ValidatorConstraint,
  type ValidatorConstraintInterface,
} from 'class-validator';

/** PostgreSQL cannot store a NUL. */
const PLAIN = /^\P{Cc}*$/u;
const NO_CONTROLS = { message: '$property must hold no control characters' };
/** As ids in paths: MySQL would take one with a space at its end for the one without. */
const ID = /^\P{Cc}*[^ \p{Cc}]$/u;
const AN_ID = { message: '$property must be an id: not empty, no control characters, no space at its end' };
/** A host name and a path behind it. */
const LONGEST_ROUTE = 1_024;

/** We read the app and the route of it; the rest is the platform's, and kept as it is (EXT-01). */
@ValidatorConstraint()
class IsBindResource implements ValidatorConstraintInterface {
  validate(value: unknown): boolean {
    if (typeof value !== 'object' || value === null) return false;
    const { app_guid: appGuid, route } = value as Readonly<Record<string, unknown>>;
    return isPlainText(appGuid, 255) && isPlainText(route, LONGEST_ROUTE);
  }

  defaultMessage(): string {
    return `bind_resource may have an app_guid of up to 255 characters and a route of up to ${LONGEST_ROUTE}`;
  }
}

/** Body of PUT …/service_bindings/:binding_id (BIND-02 … BIND-05); a rotation need not repeat its plan (ROT-03). */
export class BindRequestDto {
  @ValidateIf((body: BindRequestDto) => isNeeded(body, body.service_id)) @IsString() @IsNotEmpty() service_id?: string;
  @ValidateIf((body: BindRequestDto) => isNeeded(body, body.plan_id)) @IsString() @IsNotEmpty() plan_id?: string;
  @IsOptional() @IsString() @MaxLength(255) @Matches(PLAIN, NO_CONTROLS) app_guid?: string | null;
  @IsOptional() @IsObject() @Validate(IsBindResource) bind_resource?: Record<string, unknown> | null;
  @IsOptional() @IsObject() context?: Record<string, unknown> | null;
  @IsOptional() @IsObject() parameters?: Record<string, unknown> | null;
  @IsOptional() @IsString() @MaxLength(255) @Matches(ID, AN_ID) predecessor_binding_id?: string | null;
}

function isNeeded({ predecessor_binding_id: predecessorId }: BindRequestDto, id: unknown): boolean {
  const isRotation = predecessorId !== undefined && predecessorId !== null;
  return !isRotation || (id !== undefined && id !== null);
}

function isPlainText(value: unknown, longest: number): boolean {
  if (value === undefined || value === null) return true;
  return typeof value === 'string' && value.length <= longest && PLAIN.test(value);
}
