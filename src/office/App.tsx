import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { App as Feedback } from 'antd';
import { useEffect } from 'react';
import type { Given } from './api/fragment.ts';
import { findStanding } from './api/session.ts';
import { useStanding } from './api/standing.ts';
import { queryClient } from './query.ts';
import { officeRouter } from './router.tsx';
import { ErrorFence } from './shell/ErrorFence.tsx';
import { Look } from './shell/Look.tsx';
import { ConfirmPassword } from './sign-in/ConfirmPassword.tsx';
import { SignedOut } from './sign-in/SignedOut.tsx';

/** The office's console: who works here first, then its pages. */
export function App({ given }: { readonly given: Given }) {
  const { standing } = useStanding();
  useEffect(() => {
    void findStanding(given);
  }, [given]);
  const isIn = standing.kind === 'token' || standing.kind === 'signed-in';
  const mustChange = standing.kind === 'signed-in' && standing.officer.mustChangePassword;
  // What another officer saw must not be shown to the next one.
  useEffect(() => {
    if (!isIn) queryClient.clear();
  }, [isIn]);
  return (
    <QueryClientProvider client={queryClient}>
      <Look>
        <Feedback message={{ getContainer: rootElement }} notification={{ getContainer: rootElement }}>
          <ErrorFence>
            {isIn && !mustChange ? <RouterProvider router={officeRouter} /> : <SignedOut />}
            <ConfirmPassword />
          </ErrorFence>
        </Feedback>
      </Look>
    </QueryClientProvider>
  );
}

function rootElement(): HTMLElement {
  return document.getElementById('root') ?? document.body;
}
