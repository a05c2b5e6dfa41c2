import { IsOptional, IsString } from 'class-validator';

export class IncompleteQueryDto {
  @IsOptional() @IsString() accepts_incomplete?: string;
}
