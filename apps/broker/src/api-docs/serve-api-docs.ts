import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';

const PATH = 'admin/api-docs';

/**
 * OpenAPI of all routes, generated from the controllers, and Swagger UI from the broker's own files. Like everything that
 * is not said otherwise it is for administrators.
 */
export function serveApiDocs(app: NestFastifyApplication): void {
  SwaggerModule.setup(PATH, app, () => describeApi(app), {
    jsonDocumentUrl: `${PATH}/openapi.json`,
    yamlDocumentUrl: `${PATH}/openapi.yaml`,
    customSiteTitle: 'Docker Broker',
    // Else the page shows the document to a validator on the Internet.
    swaggerOptions: { validatorUrl: 'none' },
  });
}

function describeApi(app: NestFastifyApplication): OpenAPIObject {
  const document = new DocumentBuilder()
    .setTitle('Docker Broker')
    .setDescription('The Open Service Broker API 2.17 under /v2, and the paths of administrators and agents.')
    .setVersion('2.17')
    .addBasicAuth({ type: 'http', scheme: 'basic' }, 'platform')
    .addBasicAuth({ type: 'http', scheme: 'basic' }, 'admin')
    .addBasicAuth({ type: 'http', scheme: 'basic' }, 'agent')
    .addBearerAuth({ type: 'http', scheme: 'bearer' }, 'token')
    .build();
  return SwaggerModule.createDocument(app, document, {
    operationIdFactory: (_controller, method) => method,
    autoTagControllers: false,
  });
}
