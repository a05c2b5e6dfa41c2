import { Module } from '@nestjs/common';
import { CordonHost } from './cordon-host.js';
import { DrainHost } from './drain-host.js';
import { HostAdmissions } from './host-admissions.js';
import { HostAdmissionsController } from './host-admissions.controller.js';
import { HostsController } from './hosts.controller.js';
import { ListHosts } from './list-hosts.js';
import { RemoveHost } from './remove-host.js';
import { ShowHost } from './show-host.js';
import { UncordonHost } from './uncordon-host.js';
import { WatchCertificatesJob } from './watch-certificates.job.js';

/** How operators run the Docker hosts (ADR 0028). */
@Module({
  controllers: [HostsController, HostAdmissionsController],
  providers: [
    ListHosts,
    ShowHost,
    HostAdmissions,
    CordonHost,
    UncordonHost,
    DrainHost,
    RemoveHost,
    WatchCertificatesJob,
  ],
})
export class HostsAdminModule {}
