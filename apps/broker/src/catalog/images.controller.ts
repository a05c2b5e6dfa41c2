import { Body, Controller, Delete, Get, Header, Param, Put, Query, UseGuards } from '@nestjs/common';
import { NotFoundError } from '../osb/osb.errors.js';
import { Catalog } from './catalog.port.js';
import { CatalogNameGuard } from './catalog-name.guard.js';
import { PutImage } from './put-image.js';
import { RemoveImage } from './remove-image.js';
import { toImageReply } from './to-image-reply.js';
import { DescribeImage, DescribeImages, DescribePutImage, DescribeRemoveImage } from './catalog.api.js';

/** The original's REST interface to the catalog, in its shapes. */
@UseGuards(CatalogNameGuard)
@Controller(':catalog')
export class ImagesController {
  constructor(
    private readonly catalog: Catalog,
    private readonly putImage: PutImage,
    private readonly removeImage: RemoveImage,
  ) {}

  @DescribeImages()
  @Get('images')
  async list(): Promise<object[]> {
    return (await this.catalog.findStored()).map(toImageReply);
  }

  @DescribeImage()
  @Get('image/:name')
  async read(@Param('name') name: string): Promise<object[]> {
    const plans = (await this.catalog.findStored()).filter((definition) => definition.name === name);
    if (plans.length === 0) throw new NotFoundError('The catalog has no image of this name.');
    return plans.map(toImageReply);
  }

  @DescribePutImage()
  @Put('image/:name')
  async put(@Param('name') name: string, @Body() body: unknown): Promise<object> {
    await this.putImage.execute(name, body);
    return {};
  }

  @DescribeRemoveImage()
  @Delete('image/:name')
  @Header('content-type', 'application/json; charset=utf-8')
  async remove(@Param('name') name: string, @Query('plan') plan: unknown): Promise<string> {
    await this.removeImage.execute(name, plan);
    return 'null';
  }
}
