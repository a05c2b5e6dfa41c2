import { IsNotEmpty, IsString } from 'class-validator';

/** Body of POST …/adopt: the plan that the container was made for, which its labels do not say. */
export class AdoptRequestDto {
  @IsString() @IsNotEmpty() service_id!: string;
  @IsString() @IsNotEmpty() plan_id!: string;
}
