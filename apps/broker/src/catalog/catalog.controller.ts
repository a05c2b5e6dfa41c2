import { Controller, Get, Header } from '@nestjs/common';
import { Catalog } from './catalog.port.js';

@Controller('v2/catalog')
export class CatalogController {
  constructor(private readonly catalog: Catalog) {}

  @Get()
  @Header('content-type', 'application/json; charset=utf-8')
  read(): Promise<string> {
    return this.catalog.document();
  }
}
