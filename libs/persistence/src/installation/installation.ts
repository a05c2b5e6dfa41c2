/** All brokers that share one database, told apart from others that use the same Docker hosts. */
export class Installation {
  constructor(readonly installationId: string) {}
}
