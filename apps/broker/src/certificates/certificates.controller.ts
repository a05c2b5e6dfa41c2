import { Body, Controller, Delete, Get, Header, Param, Put, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { CertificateStore } from '#persistence';
import { checkOwnHost } from '../access/check-own-host.types.js';
import { isFromThisMachine } from '../osb/is-from-this-machine.js';
import { NotFoundError } from '../osb/osb.errors.js';
import { PutCertificate } from './put-certificate.js';
import { toCertificateReply } from './to-certificate-reply.js';
import {
  DescribeCertificate,
  DescribeCertificates,
  DescribePutCertificate,
  DescribeRemoveCertificate,
} from './certificates.api.js';

const UNKNOWN = 'There are no certificates of this host.';

/** The original's REST interface to the certificates of Docker hosts, in its shapes. */
@Controller()
export class CertificatesController {
  constructor(
    private readonly certificates: CertificateStore,
    private readonly putCertificate: PutCertificate,
  ) {}

  @DescribeCertificates()
  @Get('certificates')
  async list(@Query('name') name: unknown): Promise<object[]> {
    const all = await this.certificates.findAll();
    return all.filter(({ dockerHost }) => name === undefined || dockerHost === name).map(toCertificateReply);
  }

  @DescribeCertificate()
  @Get('certificate/:dockerHost')
  async read(@Param('dockerHost') dockerHost: string): Promise<object[]> {
    const certificate = await this.certificates.find(dockerHost);
    if (certificate === undefined) throw new NotFoundError(UNKNOWN);
    return [toCertificateReply(certificate)];
  }

  @DescribePutCertificate()
  @Put('certificate/:dockerHost')
  async put(
    @Req() { caller, raw }: FastifyRequest,
    @Param('dockerHost') dockerHost: string,
    @Body() body: unknown,
  ): Promise<object> {
    checkOwnHost(caller, dockerHost);
    await this.putCertificate.execute(dockerHost, body, isFromThisMachine(raw));
    return {};
  }

  @DescribeRemoveCertificate()
  @Delete('certificate/:dockerHost')
  @Header('content-type', 'application/json; charset=utf-8')
  async remove(@Param('dockerHost') dockerHost: string): Promise<string> {
    if (!(await this.certificates.remove(dockerHost))) throw new NotFoundError(UNKNOWN);
    return 'null';
  }
}
