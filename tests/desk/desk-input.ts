import fc from 'fast-check';
import { z } from 'zod';
import type { Command, CommandId } from '../../src/desk/command.ts';
import { COMMANDS, commandOfKey } from '../../src/desk/commands.ts';
import { demoCardNumber } from '../../src/district/demo/showcase.ts';
import { CATALOGUE, openGate, settled, type TestDesk } from './test-desk.ts';

interface Given {
  readonly command: Command;
  readonly args: unknown;
}

/** What a clerk, a script, a customer or a slow disk may do next. */
export type Input =
  /** As a script does it: where the screen allows it. */
  | ({ readonly kind: 'command' } & Given)
  | { readonly kind: 'key'; readonly key: string }
  /** As a button does it, which a finger may still hit when the screen has changed. */
  | ({ readonly kind: 'click' } & Given)
  | { readonly kind: 'scan'; readonly text: string }
  | { readonly kind: 'around'; readonly what: keyof typeof AROUND };

const SCANS = [...[1, 2, 3, 5].map(demoCardNumber), 'https://pay.example/abc'];
/** Keys that mean nothing are pressed too. */
const KEYS = [...new Set(COMMANDS.flatMap(({ keys }) => keys.map(({ key }) => key))), 'x', 'Tab', 'ArrowUp'];
/** What a text may be, if the schema only says that it is a text. */
const TEXTS = [
  ...CATALOGUE.items.map(({ id }) => id),
  ...['2026-11-29T10:00', '2026-12-02T19:30', '020-81815678', 'ab'.repeat(16)],
];
const FIGURE_MAX = 150;
const ARRAY_MAX = 3;
const SAMPLES = 500;

const AROUND = {
  'two-cards': (test: TestDesk) => test.desk.getState().showTwoCards(),
  'slow-disk'(test: TestDesk) {
    test.writes.isShut = true;
  },
  disk: (test: TestDesk) => openGate(test.writes),
  'slow-checks'(test: TestDesk) {
    test.checks.isShut = true;
  },
  checks: (test: TestDesk) => openGate(test.checks),
  fault(test: TestDesk) {
    test.journal.nextAppend = async () => ({ ok: false, fault: { kind: 'io', detail: '' } });
  },
  break(test: TestDesk) {
    test.journal.nextAppend = () => Promise.reject(new Error('gone'));
  },
  wait: (test: TestDesk) => test.time.advance(9_000),
};

/** Arguments that fit the command's own schema. */
function argsOf({ args }: Command): fc.Arbitrary<unknown> {
  const fits = (value: unknown) => args.safeParse(value).success;
  const values = valuesOf(z.toJSONSchema(args, { unrepresentable: 'any' }));
  // A filter that lets nothing through would be tried for ever.
  if (!fc.sample(values, { numRuns: SAMPLES, seed: 1 }).some(fits)) {
    throw new Error(
      `no arguments are known for ${JSON.stringify(z.toJSONSchema(args, { unrepresentable: 'any' }))}`,
    );
  }
  return values.filter(fits);
}

type Schema = z.core.JSONSchema.BaseSchema;

function valuesOf(schema: Schema): fc.Arbitrary<unknown> {
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  if (schema.anyOf !== undefined) return fc.oneof(...schema.anyOf.map((one) => valuesOf(one as Schema)));
  switch (schema.type) {
    case 'object': {
      const parts = Object.entries(schema.properties ?? {});
      const values = Object.fromEntries(parts.map(([name, part]) => [name, valuesOf(part as Schema)]));
      return fc.record(values, { requiredKeys: schema.required ?? [] });
    }
    case 'integer':
      return fc.integer({ min: schema.minimum ?? 1, max: FIGURE_MAX });
    case 'string':
      return fc.oneof(fc.constantFrom(...SCANS), fc.constantFrom(...TEXTS));
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'array': {
      const { minItems: minLength = 0, maxItems } = schema;
      const maxLength = Math.min(maxItems ?? ARRAY_MAX, ARRAY_MAX);
      return fc.array(valuesOf(schema.items as Schema), { minLength, maxLength });
    }
    default:
      // A text that is read as it comes, such as the number of a matter, has no schema.
      if (Object.keys(schema).length === 0) return fc.constantFrom(...SCANS, ...TEXTS);
      throw new Error(`no values are known for ${JSON.stringify(schema)}`);
  }
}

/** How often a hand gives a command; those that open a dialog would otherwise cover the desk most of the time. */
const WEIGHTS: Partial<Record<CommandId, number>> = {
  scan: 8,
  choose: 12,
  confirm: 16,
  unlock: 4,
  reason: 4,
};

/** Each command with arguments of its own. */
const GIVEN: fc.Arbitrary<Given> = fc.oneof(
  ...COMMANDS.map((command) => ({
    weight: WEIGHTS[command.id] ?? 1,
    arbitrary: argsOf(command).map((args) => ({ command, args })),
  })),
);

const RAW: fc.Arbitrary<Input> = fc.oneof(
  fc.oneof(fc.constantFrom('1', '2', '3', 'Enter'), fc.constantFrom(...KEYS)).map((key) => ({
    kind: 'key' as const,
    key,
  })),
  GIVEN.map((given) => ({ kind: 'click' as const, ...given })),
  fc.constantFrom(...SCANS).map((text) => ({ kind: 'scan' as const, text })),
);

/** What is slow gets well sooner than it came. */
const AROUND_DRAWN: readonly (keyof typeof AROUND)[] = [
  ...(Object.keys(AROUND) as (keyof typeof AROUND)[]),
  ...(['disk', 'disk', 'checks', 'checks'] as const),
];

/** Half of what a hand does is raw: keys, clicks and scans; the other half are commands as scripts give them. */
export const INPUTS: fc.Arbitrary<Input> = fc.oneof(
  { weight: 4, arbitrary: RAW },
  { weight: 4, arbitrary: GIVEN.map((given) => ({ kind: 'command' as const, ...given })) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(...AROUND_DRAWN).map((what) => ({ kind: 'around' as const, what })),
  },
);

/** The command that the input gives now; null where it gives none. */
export function commandGiven({ desk }: TestDesk, input: Input): Given | null {
  const state = desk.getState();
  switch (input.kind) {
    case 'command':
      return input.command.isPossible(state) ? input : null;
    case 'click':
      return input.command.isEnabled(state, input.args) ? input : null;
    case 'key':
      return commandOfKey(state, { key: input.key, inField: false });
    default:
      return null;
  }
}

/** Does it and lets everything follow that is not delayed. */
export async function give(test: TestDesk, input: Input): Promise<void> {
  const given = commandGiven(test, input);
  if (given !== null) void given.command.run(test.desk.getState, given.args).catch(unlessRefused);
  else if (input.kind === 'scan') void test.desk.getState().show(input.text);
  else if (input.kind === 'around') await AROUND[input.what](test);
  await settled();
}

/** Some arguments are read by the catalogue of the card on the screen: a command refuses them as it refuses a wrong schema. */
function unlessRefused(cause: unknown): void {
  if (!(cause instanceof z.ZodError)) throw cause;
}
