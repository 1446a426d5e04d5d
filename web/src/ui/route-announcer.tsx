import { VisuallyHidden } from '@mantine/core';
import { useRouterState } from '@tanstack/react-router';
import { useEffect, useState } from 'react';

const SETTLE_MS = 300;

/** Tells screen readers which page came up: a change of address alone is silent in a single-page application. */
export const RouteAnnouncer = () => {
  const pathname = useRouterState({ select: (state) => state.location.pathname });
  const [title, setTitle] = useState('');
  useEffect(() => {
    if (pathname === '') return;
    const timer = setTimeout(() => setTitle(document.title), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [pathname]);
  return <VisuallyHidden aria-live="polite">{title}</VisuallyHidden>;
};
