import { AppError } from '../../core/errors.ts';
import type { AssetId } from '../../core/ids.ts';
import { parseId } from '../../core/ids.ts';
import type { Assets, Links } from '../assets/service.ts';
import { type PageLanguage, pageTexts } from './texts.ts';

export type { PageLanguage } from './texts.ts';

/** What a page tells of itself in the HTML that is sent, to those who read no more than that. */
export interface PageFacts {
  /** As people wrote them: not escaped. */
  readonly title: string;
  readonly description: string;
  /** Of the texts that are ours, as Open Graph names it. */
  readonly locale: string;
  /** Absolute. */
  readonly url: string;
  readonly image: PageImage | undefined;
}

export interface PageImage {
  /** Absolute. */
  readonly url: string;
  readonly width: number;
  readonly height: number;
  readonly alt: string;
}

/** How the request reached us. */
interface Reached {
  readonly protocol: string;
  readonly host: string;
}

/** The public pages. */
export interface Gallery {
  readonly enabled: boolean;
  /** @param page as the address has it */
  list(request: Reached, page: unknown, language: PageLanguage): PageFacts;
  /** Undefined for what does not exist or is private, which look the same. */
  picture(request: Reached, id: string, language: PageLanguage): Promise<PageFacts | undefined>;
}

export interface GalleryOptions {
  readonly assets: Pick<Assets, 'getPublic'>;
  readonly links: Links;
  /** Where people reach us, if that is not where the request did. */
  readonly publicUrl: string | undefined;
  readonly enabled: boolean;
}

/** Larger ones are not fetched by those who show previews. */
const MAX_IMAGE_BYTES = 5_000_000;

export function createGallery({ assets, links, publicUrl, enabled }: GalleryOptions): Gallery {
  const addressOf = ({ protocol, host }: Reached, path: string) => `${publicUrl ?? `${protocol}://${host}`}${path}`;

  return {
    enabled,

    list: (request, page, language) => ({
      title: pageTexts[language].gallery,
      description: pageTexts[language].about,
      locale: pageTexts[language].locale,
      url: addressOf(
        request,
        /^[1-9]\d{0,8}$/.test(String(page)) && page !== '1' ? `/gallery?page=${page}` : '/gallery',
      ),
      image: undefined,
    }),

    async picture(request, text, language) {
      const id = parseId<AssetId>(text);
      const asset = id && (await assets.getPublic(id, links(request)).catch(nothingIfUnknown));
      if (!asset) return undefined;
      const { originalFileName, altText, description, contentType, width, height, size, publicUrl } = asset;
      const texts = [originalFileName, altText, description].map((value) => value?.trim() || undefined);
      const facts = `${contentType}, ${width} × ${height}`;
      const alt = texts[1] ?? texts[0] ?? '';
      const preview = asset.previews.at(-1);
      const original =
        publicUrl !== null && width !== null && height !== null && size <= MAX_IMAGE_BYTES
          ? { url: publicUrl, width, height }
          : undefined;
      const image = preview ?? original;
      return {
        title: texts[0] ?? texts[1] ?? texts[2] ?? pageTexts[language].unnamed,
        description: texts[2] ?? texts[1] ?? facts,
        locale: pageTexts[language].locale,
        url: addressOf(request, `/gallery/${asset.id}`),
        image: image && { url: image.url, width: image.width, height: image.height, alt },
      };
    },
  };
}

function nothingIfUnknown(error: unknown): undefined {
  if (error instanceof AppError && error.status === 404) return undefined;
  throw error;
}
