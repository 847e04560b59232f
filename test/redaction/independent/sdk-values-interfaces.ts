/** Contains ordinary values as interfaces, games, media and devices report them. */

import { lines } from "./example-homes.js";
import { ordinary, type Source } from "./source.js";

export const SDK_VALUES_INTERFACES: readonly Source[] = [
  {
    name: "React Native and Expo modules",
    described: "React Native documentation, AppState, Platform and permissions",
    texts: ordinary(
      "value",
      lines`
      AppState=background
      Platform.OS: android
      newArchEnabled=true
      hermes
      useNativeDriver: false
      permission=granted
      {"status":"undetermined","canAskAgain":true}
      orientation: LANDSCAPE_LEFT
      colorScheme=dark
      fontScale: 1.35
      reduceMotion=on
      route: Settings/Security
      navigation.state=POP_TO_TOP
      deep_link_type=invite
      updates.channel: preview
      runtimeVersion=1.4.0
      bundle: embedded
      network.type=cellular
      effectiveType: 4g
      batteryState=charging
      haptics: selection
      keyboardDidShow
      biometryType=FaceID
      secure_store: unavailable
      expo-camera 14.0.5
      gesture=pan
      screen_density: 2.75
      isLowRamDevice=false
      LogBox.warn
      metro: 8081
    `,
    ),
  },
  {
    name: "Unity and game services",
    described: "Unity Analytics documentation, standard events; Steamworks documentation, results",
    texts: ordinary(
      "value",
      lines`
      game_over
      level_complete
      level_index=14
      difficulty: nightmare
      k_EResultTimeout
      k_EResultInvalidPassword
      achievement=FIRST_WIN
      currency_type: soft
      item_acquired
      {"item_type":"sword","level":3}
      fps_p5=41
      GPU: integrated
      quality_level=Ultra
      vsync: off
      resolution=2560x1440
      gamepad: xbox
      matchmaking_state=searching
      ping_ms: 38
      party_size=4
      map_name: canyon_night
      scripting_backend=IL2CPP
      build_guid: 31f4be0c5a7d4d0f9a6c1f1d1b7fd4d2
      ad.rewarded.completed
      tutorial_skip
      respawn
      weapon=longbow
      xp_gain: 250
      quest_state=ACTIVE
      session_key_press=escape
      save_slot: 2
    `,
    ),
  },
  {
    name: "Video and sound players",
    described: "Documentation of HTMLMediaElement, hls.js and ExoPlayer",
    texts: ordinary(
      "value",
      lines`
      MEDIA_ERR_DECODE
      readyState=4
      networkState: NETWORK_IDLE
      waiting
      stalled
      hls.js 1.5.6
      bufferStalledError
      fragLoadTimeOut
      levelSwitched
      {"bitrate":4800000,"width":1920}
      codec=avc1.64001f
      audio: mp4a.40.2
      drm=com.widevine.alpha
      keySystemNoAccess
      ERROR_CODE_IO_NETWORK_CONNECTION_FAILED
      playbackRate=1.25
      rebuffer_count: 3
      startup_time=812
      quality=auto
      subtitle_lang: cs
      captions=off
      pip_enter
      dropped_frames: 17
      abr.switch=down
      live_latency: 6.2
      ad_break=midroll
      cast.connected
      volume: 0.8
      watched_percent=75
      end_reason: user_stop
    `,
    ),
  },
  {
    name: "Smart home and small devices",
    described: "Home Assistant, Zigbee2MQTT and Matter documentation, states and attributes",
    texts: ordinary(
      "value",
      lines`
      state=unavailable
      light.kitchen
      sensor.living_room_temperature
      {"linkquality":87,"battery":64}
      binary_sensor=occupied
      device_class: door
      hvac_mode=heat_cool
      brightness: 178
      color_temp=370
      unit_of_measurement: kWh
      interview_successful
      availability=offline
      zigbee_channel: 20
      automation.triggered
      cover.position=40
      firmware: 2.3.6
      lqi=132
      rssi: -71
      wake_reason=timer
      sleep_ms: 60000
      matter.commissioning=failed
      thread_role: router
      ota=downloading
      entity_category: diagnostic
      lock.jammed
      tamper=false
      swing_mode: both
      vacuum=returning
      scene.movie_night
      state_class: total_increasing
    `,
    ),
  },
];
