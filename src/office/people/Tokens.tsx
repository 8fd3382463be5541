import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { TokenReply, TokensReply, type TokenView } from '../../protocol/wire-office.ts';
import { call, Nothing } from '../api/call.ts';
import { useNames } from '../catalogue/use-catalogue.ts';
import { AskFault, FaultNote } from '../shell/FaultNote.tsx';
import { useWords } from '../shell/i18n.ts';
import { Mark } from '../shell/Mark.tsx';
import { OfficeTable } from '../shell/OfficeTable.tsx';
import { saveFile } from '../shell/save-file.ts';
import { minuteWords } from '../shell/times.ts';
import { type TokenFields, TokenForm } from './TokenForm.tsx';

const KEY = ['tokens'] as const;

/** Lists the access tokens of commands and programs. An administrator makes and ends them here. */
export function Tokens() {
  const { t } = useWords();
  const [isMaking, setMaking] = useState(false);
  const asked = useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => call({ path: 'tokens', reply: TokensReply, signal }),
  });
  const making = useMaking(() => setMaking(false));
  const now = asked.data?.serverTimeMs ?? Date.now();
  return (
    <>
      <p className="soft">{t('people.tokensAbout')}</p>
      <div className="bar">
        <Button type="primary" onClick={() => setMaking(true)}>
          {t('people.tokenAdd')}
        </Button>
      </div>
      <AskFault asked={asked} />
      <OfficeTable<TokenView>
        label={t('people.tabs.tokens')}
        columns={useColumns(now)}
        rows={asked.data?.tokens ?? []}
        rowKey={({ name }) => name}
        isLoading={asked.isLoading}
        empty={t('people.tokensEmpty')}
      />
      {isMaking && (
        <TokenForm
          saving={making}
          onClose={() => {
            making.reset();
            setMaking(false);
          }}
          onSave={(fields) => making.mutate(fields)}
        />
      )}
    </>
  );
}

function useMaking(onDone: () => void) {
  const { t } = useWords();
  const { modal } = App.useApp();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (fields: TokenFields) =>
      call({ method: 'POST', path: 'tokens', body: fields, reply: TokenReply }),
    onSuccess: ({ token, access }) => {
      void queries.invalidateQueries({ queryKey: KEY });
      onDone();
      modal.success({
        title: t('people.tokenMade', { name: access.name }),
        width: 640,
        content: (
          <>
            <p>{t('people.tokenOnce')}</p>
            <p className="code" data-token>
              {token}
            </p>
            <Button onClick={() => saveFile(`${access.name}.token`, new Blob([`${token}\n`]))}>
              {t('people.tokenSave')}
            </Button>
            <p className="soft">{t('people.tokenUse')}</p>
            <p className="code">
              npm run -s district -- kiosks list --url {location.origin} --token-file FILE
            </p>
          </>
        ),
        okText: t('shell.close'),
      });
    },
  });
}

function useColumns(now: number): TableColumnsType<TokenView> {
  const { t } = useWords();
  const { siteNames } = useNames();
  return [
    { key: 'name', title: t('people.tokenName'), dataIndex: 'name' },
    {
      key: 'role',
      title: t('people.role'),
      width: 110,
      render: (_value, { role }) => t(`shell.role.${role}`),
    },
    {
      key: 'sites',
      title: t('people.sites'),
      render: (_value, { siteIds }) => (siteIds === null ? t('people.allSites') : siteNames(siteIds)),
    },
    {
      key: 'made',
      title: t('people.tokenCreated'),
      width: 190,
      render: (_value, { createdAtMs, createdBy }) => `${minuteWords(createdAtMs)} ${createdBy}`,
    },
    {
      key: 'ends',
      title: t('people.tokenEnds'),
      width: 170,
      render: (_value, { expiresAtMs }) => (
        <Mark tone={expiresAtMs > now ? 'good' : 'plain'}>{minuteWords(expiresAtMs)}</Mark>
      ),
    },
    { key: 'do', title: t('people.action'), width: 120, render: (_value, { name }) => <End name={name} /> },
  ];
}

function End({ name }: { readonly name: string }) {
  const { t } = useWords();
  const { modal } = App.useApp();
  const queries = useQueryClient();
  const ending = useMutation({
    mutationFn: () =>
      call({ method: 'POST', path: `tokens/${encodeURIComponent(name)}/end`, body: {}, reply: Nothing }),
    onSettled: () => queries.invalidateQueries({ queryKey: KEY }),
  });
  const ask = () =>
    void modal.confirm({
      title: t('people.tokenEnd'),
      content: t('people.tokenEndAsk', { name }),
      okText: t('people.tokenEnd'),
      cancelText: t('shell.cancel'),
      onOk: () => ending.mutate(),
    });
  return (
    <>
      <Button
        size="small"
        aria-label={`${t('people.tokenEnd')} ${name}`}
        loading={ending.isPending}
        onClick={ask}
      >
        {t('people.tokenEnd')}
      </Button>
      {ending.error !== null && <FaultNote fault={ending.error} />}
    </>
  );
}
