import { IsNotEmpty, IsOptional, IsString } from 'class-validator';

/** Both ids are required (DEP-01, UNB-01); their values never stand in the way of a deletion (UNB-02). */
export class DeleteQueryDto {
  @IsString() @IsNotEmpty() service_id!: string;
  @IsString() @IsNotEmpty() plan_id!: string;
  @IsOptional() @IsString() accepts_incomplete?: string;
}
