/** Contains ordinary values as SDKs for maps, messages, storage and search report them. */

import { lines } from "./example-homes.js";
import { ordinary, type Source } from "./source.js";

export const SDK_VALUES_CLIENTS: readonly Source[] = [
  {
    name: "Supabase",
    described: "Supabase documentation, auth error codes and realtime events",
    texts: ordinary(
      "value",
      lines`
      SIGNED_IN
      TOKEN_REFRESHED
      PASSWORD_RECOVERY
      event=INITIAL_SESSION
      error_code: otp_expired
      weak_password
      same_password
      over_email_send_rate_limit
      PGRST116
      {"code":"PGRST301","message":"JWT expired"}
      code=42501
      postgres_changes
      SUBSCRIBED
      CHANNEL_ERROR
      presence_state
      eventType: INSERT
      bucket=avatars
      storage.object_not_found
      role=authenticated
      anon
      aal2
      factor_type: totp
      provider=discord
      flow: pkce
      rls_enabled=true
      edge_function=resize
      supabase-js/2.39.7
      region: eu-central-1
      count=exact
      schema: public
    `,
    ),
  },
  {
    name: "Algolia and Typesense",
    described: "Algolia documentation, API parameters and insights events",
    texts: ordinary(
      "value",
      lines`
      hitsPerPage=20
      queryID: 43b15df305339e827f0ac0bdc5ebcaa7
      typoTolerance=min
      facetFilters=brand:nord
      attributesToRetrieve
      exhaustiveNbHits: false
      eventType=conversion
      eventName: Product Clicked
      clickAnalytics=true
      removeWordsIfNoResults: lastWords
      index=products_price_asc
      taskID=1541
      {"status":"published","pendingTask":false}
      objectIDs=3
      insideBoundingBox
      ranking: typo,geo,words
      synonym.type=oneWaySynonym
      relevancyStrictness: 90
      Record is too big size=10231
      search_time_ms=4
      per_page: 250
      prefix=false
      num_typos: 2
      collection=products
      facet_counts
      out_of: 71244
      highlight.affix_num_tokens=4
      infix: fallback
      search_cutoff
      preset=listing
    `,
    ),
  },
  {
    name: "Mapbox and Google Maps",
    described: "Mapbox GL JS documentation, events; Google Maps Platform documentation, status codes",
    texts: ordinary(
      "value",
      lines`
      style.load
      sourcedata
      zoom=12.4
      pitch: 45
      bearing=-17.6
      mapbox-gl-js-3.2.0
      layer.type=fill-extrusion
      ZERO_RESULTS
      OVER_QUERY_LIMIT
      status=REQUEST_DENIED
      travelMode: BICYCLING
      ROOFTOP
      location_type=GEOMETRIC_CENTER
      place_type: poi
      geocoder.minLength=3
      ApiNotActivatedMapError
      RefererNotAllowedMapError
      MissingKeyMapError
      tile.404
      terrain.exaggeration: 1.5
      projection=globe
      overview: simplified
      distance_meters=1832
      duration: 412s
      maneuver=turn-slight-left
      language: hr
      units=imperial
      avoid: tolls,ferries
      mapId=DEMO_MAP_ID
      cooperativeGestures=true
    `,
    ),
  },
  {
    name: "Push messages and e-mail services",
    described: "Documentation of Firebase Cloud Messaging, APNs, SendGrid and Postmark",
    texts: ordinary(
      "value",
      lines`
      UNREGISTERED
      BadDeviceToken
      messaging/third-party-auth-error
      apns-priority: 10
      apns-push-type=background
      ExpiredProviderToken
      TopicDisallowed
      priority=high
      collapse_key: score_update
      {"failure":1,"success":12,"canonical_ids":0}
      mutable-content: 1
      interruption-level=time-sensitive
      category.reply
      open_tracking=true
      event: dropped
      reason=Bounced Address
      spamreport
      group_unsubscribe
      InactiveRecipient
      ErrorCode: 406
      MessageStream=outbound
      TemplateAlias: welcome-2
      TrackLinks=HtmlAndText
      sg_template_name=invoice
      asm_group_id: 4
      ip_pool=transactional
      deferred attempt=3
      quiet_hours: 22-07
      channel_id=promotions
      push.opened
    `,
    ),
  },
];
