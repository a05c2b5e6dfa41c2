import { Module } from '@nestjs/common';
import { AgentsRegistryModule } from '../agents-registry/agents-registry.module.js';
import { CertificatesController } from './certificates.controller.js';
import { PutCertificate } from './put-certificate.js';
import { TryCertificate } from './try-certificate.js';

/** Client certificates of Docker hosts: checked, stored sealed, never given out. */
@Module({
  imports: [AgentsRegistryModule],
  controllers: [CertificatesController],
  providers: [PutCertificate, TryCertificate],
})
export class CertificatesModule {}
