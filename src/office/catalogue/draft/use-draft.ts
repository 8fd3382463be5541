import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { createContext, useContext } from 'react';
import { Catalogue } from '../../../domain/catalogue/catalogue.ts';
import {
  type CatalogueDraft,
  DraftOutcome,
  DraftReply,
  DraftSigned,
  PublicationsReply,
} from '../../../protocol/wire-drafts.ts';
import type { OfficeRole } from '../../../protocol/wire-office.ts';
import { call } from '../../api/call.ts';
import { useStanding } from '../../api/standing.ts';
import { useWords } from '../../shell/i18n.ts';
import { isOneOf, mayWrite } from '../../shell/pages.ts';
import { CATALOGUE_KEY } from '../use-catalogue.ts';

const DRAFT_KEY = ['draft'] as const;
export const PUBLICATIONS_KEY = ['publications'] as const;
const AGAIN_MS = 60_000;

export function useDraft(isAsked = true) {
  return useQuery({
    queryKey: DRAFT_KEY,
    enabled: isAsked,
    refetchInterval: AGAIN_MS,
    queryFn: ({ signal }) => call({ path: 'catalogue/draft', reply: DraftReply, signal }),
  });
}

export function usePublications() {
  return useQuery({
    queryKey: PUBLICATIONS_KEY,
    queryFn: ({ signal }) => call({ path: 'catalogue/publications', reply: PublicationsReply, signal }),
  });
}

const LOOKS: readonly OfficeRole[] = ['administrator', 'officer', 'auditor'];

export function useDraftRights() {
  const { standing } = useStanding();
  return {
    looks: isOneOf(standing, LOOKS),
    writes: mayWrite(standing),
    publishes: isOneOf(standing, ['administrator']),
  };
}

type StepName = 'begin' | 'save' | 'submit' | 'approve' | 'return' | 'drop' | 'sign';
interface StepAsked {
  readonly step: StepName;
  readonly body: object;
}

/** Takes a step; whatever came of it, the page shows the district's own state afterwards. */
export function useDraftStep() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ step, body }: StepAsked) =>
      call({
        method: 'POST',
        path: `catalogue/draft/${step}`,
        body,
        reply: step === 'sign' ? DraftSigned : DraftOutcome,
      }),
    onSettled: () =>
      Promise.all(
        [DRAFT_KEY, PUBLICATIONS_KEY, CATALOGUE_KEY].map((queryKey) =>
          queries.invalidateQueries({ queryKey }),
        ),
      ),
  });
}

/** The draft that the forms of the page work on. */
interface Desk {
  readonly draft: CatalogueDraft;
  readonly catalogue: Catalogue;
  readonly mayEdit: boolean;
}

export const DraftDesk = createContext<Desk | null>(null);

export function useDraftDesk(): Desk {
  const desk = useContext(DraftDesk);
  if (desk === null) throw new Error('only within the page of the draft');
  return desk;
}

/** The draft's content; the district has checked its shape. */
export function catalogueIn(draft: CatalogueDraft): Catalogue {
  return Catalogue.parse(draft.payload);
}

/** Saves what a form makes of the draft. */
export function useSave(onDone: () => void) {
  const { draft, catalogue } = useDraftDesk();
  const step = useDraftStep();
  return {
    isPending: step.isPending,
    error: step.error,
    outcome: step.data === undefined || step.data.kind === 'done' ? null : step.data,
    save(change: (catalogue: Catalogue) => Catalogue) {
      const body = { revision: draft.revision, payload: change(catalogue) };
      step.mutate({ step: 'save', body }, { onSuccess: ({ kind }) => kind === 'done' && onDone() });
    },
  };
}

/** Takes a part of the draft away once the officer has said yes. */
export function useRemoval() {
  const { t } = useWords();
  const { modal } = App.useApp();
  const saving = useSave(() => {});
  const ask = (content: string, change: (catalogue: Catalogue) => Catalogue) =>
    void modal.confirm({
      title: t('draft.remove'),
      content,
      okText: t('draft.remove'),
      cancelText: t('shell.cancel'),
      okButtonProps: { danger: true },
      onOk: () => saving.save(change),
    });
  return { ...saving, ask };
}
