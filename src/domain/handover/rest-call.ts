import type { Handover } from './handover.ts';
import { shanghaiSecondOf } from './shanghai-second.ts';
import type { RestTarget } from './target.ts';
import { filledTemplate } from './template.ts';

const COURTESY_SYSTEM = 'http://terminology.hl7.org/CodeSystem/v3-EncounterSpecialCourtesy';
const CLASS_SYSTEM = 'http://terminology.hl7.org/CodeSystem/v3-ActCode';

/** A call of HTTP, without what signs it in. The same message has the same key, however often it is sent. */
export interface RestCall {
  readonly method: 'POST' | 'PUT';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The call that tells a hospital's own system: FHIR R4, or the template of the site. */
export function restCallOf(handover: Handover, target: RestTarget): RestCall {
  return target.template === null
    ? fhirCallOf(handover, target)
    : {
        method: 'POST',
        url: target.url,
        headers: { 'content-type': 'application/json', 'idempotency-key': handover.id },
        body: filledTemplate(target.template, valuesOf(handover, target)),
      };
}

/**
 * FHIR gives the same answer to a second message by itself: an encounter is made only if none has this identifier, and
 * changed where one has it.
 */
function fhirCallOf(handover: Handover, target: RestTarget): RestCall {
  const query = `identifier=${encodeURIComponent(`${target.system}:handover|${handover.of}`)}`;
  const isArrival = handover.action === 'arrive';
  return {
    method: isArrival ? 'POST' : 'PUT',
    url: isArrival ? target.url : `${target.url}?${query}`,
    headers: {
      'content-type': 'application/fhir+json',
      accept: 'application/fhir+json',
      'idempotency-key': handover.id,
      ...(isArrival ? { 'if-none-exist': query } : {}),
    },
    body: JSON.stringify(encounterOf(handover, target)),
  };
}

function encounterOf(handover: Handover, { system, courtesyCode }: RestTarget) {
  const { action, of, cardNumber, name, atMs, isTest } = handover;
  return {
    resourceType: 'Encounter',
    ...(isTest ? { meta: { tag: [{ system: `${system}:mode`, code: 'test' }] } } : {}),
    identifier: [{ system: `${system}:handover`, value: of }],
    status: action === 'arrive' ? 'arrived' : 'cancelled',
    class: { system: CLASS_SYSTEM, code: 'AMB' },
    subject: {
      identifier: { system: `${system}:card`, value: cardNumber },
      ...(name === null ? {} : { display: name }),
    },
    period: { start: shanghaiSecondOf(atMs) },
    hospitalization: { specialCourtesy: [{ coding: [{ system: COURTESY_SYSTEM, code: courtesyCode }] }] },
  };
}

function valuesOf(handover: Handover, { courtesyCode }: RestTarget) {
  const { id, of, action, cardNumber, name, isFullName, atMs, isTest } = handover;
  return {
    ...{ id, of, action, cardNumber, courtesy: courtesyCode },
    name: name ?? '',
    nameKind: isFullName ? 'full' : 'masked',
    at: shanghaiSecondOf(atMs),
    mode: isTest ? 'test' : 'live',
  };
}
