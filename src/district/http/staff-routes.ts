import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import {
  MemberChange,
  MemberParams,
  MemberReply,
  NewMember,
  PinChangeReply,
  PinChangeRequest,
  SiteParams,
  SiteSignIn,
  SiteSignInReply,
  StaffOfficeReply,
  StaffQuery,
  StaffReply,
} from '../../protocol/wire-staff.ts';
import type { Services } from '../services.ts';
import { servedStaff } from '../staff/served-staff.ts';
import { addMember, changeMember, listStaff, setSignIn, takePin } from '../staff/staff.ts';
import { refuse, unknownSite } from './answer.ts';
import { officeRoute } from './office-route.ts';
import { kioskOf, requireKiosk, signedRoute } from './signed-routes.ts';

type Routes = FastifyPluginAsyncZod<{ readonly services: Services }>;

const PIN_BYTES_MAX = 2 * 1024;

/** What a kiosk asks about the staff of its sites. */
export const staffRoutes: Routes = async (app, { services }) => {
  app.route({
    method: 'GET',
    url: '/staff',
    ...signedRoute(requireKiosk(services), {
      summary: "The members of the kiosk's sites, signed for it",
      querystring: StaffQuery,
      reply: StaffReply,
    }),
    handler: async (request) => {
      const served = await servedStaff(services, kioskOf(request), request.query.have);
      const { epoch } = await services.store.read((reads) => reads.identity());
      return { epoch, serverTimeMs: services.now(), ...served };
    },
  });
  app.route({
    method: 'POST',
    url: '/staff/pins',
    bodyLimit: PIN_BYTES_MAX,
    ...signedRoute(requireKiosk(services), {
      summary: 'A member has changed the PIN at the desk',
      body: PinChangeRequest,
      reply: PinChangeReply,
    }),
    handler: async (request) => ({
      serverTimeMs: services.now(),
      isTaken: await takePin(services, kioskOf(request), request.body),
    }),
  });
};

/** What the office asks; registered where the office was admitted. */
export const staffOfficeRoutes: Routes = async (app, { services }) => {
  app.route({
    method: 'GET',
    url: '/office/staff',
    ...officeRoute({
      summary: 'The members of all sites, and which sites ask for a sign-in',
      reply: StaffOfficeReply,
    }),
    handler: async () => {
      const { members, signInSites } = await listStaff(services);
      const sites = services.catalogue.catalogue.sites.map(({ id }) => ({
        siteId: id,
        signIn: signInSites.includes(id),
      }));
      return { serverTimeMs: services.now(), members: [...members], sites };
    },
  });
  app.route({
    method: 'POST',
    url: '/office/staff',
    ...officeRoute({
      summary: 'A new member, and a PIN that is told once',
      body: NewMember,
      reply: MemberReply,
    }),
    handler: async (request, reply) => {
      const unknown = unknownSite(services, request.body.siteIds);
      if (unknown !== null) return refuse(reply, unknown);
      const outcome = await addMember(services, request.body);
      if (!outcome.ok) return refuse(reply, outcome.refusal);
      return { serverTimeMs: services.now(), ...outcome.value };
    },
  });
  app.route({
    method: 'POST',
    url: '/office/staff/:memberId',
    ...officeRoute({
      summary: 'Change name, role and sites, allot another PIN, or remove',
      params: MemberParams,
      body: MemberChange,
      reply: MemberReply,
    }),
    handler: async (request, reply) => {
      const unknown = unknownSite(services, request.body.siteIds ?? []);
      if (unknown !== null) return refuse(reply, unknown);
      const outcome = await changeMember(services, request.params.memberId, request.body);
      if (!outcome.ok) return refuse(reply, outcome.refusal);
      return { serverTimeMs: services.now(), ...outcome.value };
    },
  });
  app.route({
    method: 'POST',
    url: '/office/staff-sites/:siteId',
    ...officeRoute({
      summary: 'Whether a desk of the site asks for a sign-in',
      params: SiteParams,
      body: SiteSignIn,
      reply: SiteSignInReply,
    }),
    handler: async (request, reply) => {
      const { siteId } = request.params;
      const unknown = unknownSite(services, [siteId]);
      if (unknown !== null) return refuse(reply, unknown);
      const site = await setSignIn(services, { siteId, signIn: request.body.signIn });
      return { serverTimeMs: services.now(), site };
    },
  });
};
