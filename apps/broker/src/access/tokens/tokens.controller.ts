import { Body, Controller, Delete, Get, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { AccessTokenStore } from '#persistence';
import { CreateToken } from './create-token.js';
import { RemoveToken } from './remove-token.js';
import { toTokenReply } from './to-token-reply.js';
import { TokenRequestDto } from './token-request.dto.js';
import { DescribeCreateToken, DescribeRemoveToken, DescribeTokens } from './tokens.api.js';

/** For administrators: who may come in without the one pair. A token is told once and never again. */
@Controller('admin/tokens')
export class TokensController {
  constructor(
    private readonly tokens: AccessTokenStore,
    private readonly createToken: CreateToken,
    private readonly removeToken: RemoveToken,
  ) {}

  @DescribeTokens()
  @Get()
  async list(): Promise<object> {
    return { tokens: (await this.tokens.findAll()).map(toTokenReply) };
  }

  @DescribeCreateToken()
  @Post()
  async create(
    @Req() { caller }: FastifyRequest,
    @Body() { name, role, dockerHost, scopes = [], expiresInDays }: TokenRequestDto,
  ): Promise<object> {
    const { stored, text } = await this.createToken.execute({ name, role, dockerHost, scopes, expiresInDays }, caller);
    return { ...toTokenReply(stored), token: text };
  }

  @DescribeRemoveToken()
  @Delete(':tokenId')
  async remove(@Req() { caller }: FastifyRequest, @Param('tokenId') tokenId: string): Promise<object> {
    await this.removeToken.execute(tokenId, caller?.name ?? '');
    return {};
  }
}
