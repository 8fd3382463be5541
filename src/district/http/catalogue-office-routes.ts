import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { CataloguePublication, CataloguePublished } from '../../protocol/wire-catalogue.ts';
import type { Services } from '../services.ts';
import { refuse } from './answer.ts';
import { askerOf } from './office-guard.ts';
import { officeRoute } from './office-route.ts';

/** The signature is checked over all of it. */
const CATALOGUE_BYTES_MAX = 4 * 1024 * 1024;

/** The catalogue of the district; registered where the office was admitted. */
export const catalogueOfficeRoutes: FastifyPluginAsyncZod<{ readonly services: Services }> = async (
  app,
  { services },
) => {
  app.route({
    method: 'POST',
    url: '/office/catalogue',
    ...officeRoute(
      {
        summary: 'Put a signed catalogue into the district, which serves it to its kiosks from its date on',
        body: CataloguePublication,
        reply: CataloguePublished,
      },
      { bodyLimit: CATALOGUE_BYTES_MAX },
    ),
    handler: async (request, reply) => {
      const { publishing } = services;
      if (publishing === undefined) {
        return refuse(reply, { kind: 'not-found', message: 'this district takes no catalogues' });
      }
      return publishing.publish(request.body.file, askerOf(request).person);
    },
  });
};
