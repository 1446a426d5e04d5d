import { createRoute } from '@tanstack/react-router';
import { GalleryFrame } from '../frame/gallery-frame.tsx';
import { rootRoute } from './root-route.tsx';

/** The frame of all public pages. */
export const galleryRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'public',
  component: GalleryFrame,
});
