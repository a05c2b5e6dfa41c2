import { Controller, Get } from '@nestjs/common';
import { type ImagePull, ImagePullStore } from '#persistence';
import { DescribeImagePulls } from './image-pulls.api.js';

/** For administrators: which host has what is wanted ahead. */
@Controller('admin/images')
export class ImagePullsController {
  constructor(private readonly pulls: ImagePullStore) {}

  @DescribeImagePulls()
  @Get()
  async list(): Promise<object> {
    return { images: (await this.pulls.findAll()).map(toReply) };
  }
}

function toReply({ hostId, imageRef, state, percent, attempts, detail, updatedAt }: ImagePull): object {
  return {
    image: imageRef,
    host_id: hostId,
    state,
    percent: percent ?? null,
    failures: attempts,
    detail: detail ?? null,
    updated_at: new Date(updatedAt).toISOString(),
  };
}
