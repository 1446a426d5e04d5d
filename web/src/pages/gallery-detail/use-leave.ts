import { useNavigate, useRouter, useRouterState } from '@tanstack/react-router';
import type { GallerySearch } from '../gallery-list/gallery-search.ts';

/** Goes to the list: back to it where one came from there, so that it stands as it was left. */
export const useLeave = (search: GallerySearch) => {
  const { history } = useRouter();
  const navigate = useNavigate();
  const cameFromList = useRouterState({ select: ({ location }) => location.state.fromGallery === true });
  return () => {
    if (cameFromList) history.back();
    else void navigate({ to: '/gallery', search });
  };
};
