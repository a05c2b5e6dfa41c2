import { Module } from '@nestjs/common';
import { CertificatesController } from './certificates.controller.js';
import { PutCertificate } from './put-certificate.js';
import { TryCertificate } from './try-certificate.js';

/** Client certificates of Docker hosts: checked, stored sealed, never given out. */
@Module({ controllers: [CertificatesController], providers: [PutCertificate, TryCertificate] })
export class CertificatesModule {}
