/** Contains ordinary values as SDKs for shops, payments and subscriptions report them. */

import { lines } from "./example-homes.js";
import { ordinary, type Source } from "./source.js";

export const SDK_VALUES_COMMERCE: readonly Source[] = [
  {
    name: "PayPal and Braintree",
    described: "PayPal developer documentation, order statuses and error names",
    texts: ordinary(
      "value",
      lines`
      CHECKOUT.ORDER.APPROVED
      PAYMENT.CAPTURE.DENIED
      intent=CAPTURE
      status: PAYER_ACTION_REQUIRED
      INSTRUMENT_DECLINED
      UNPROCESSABLE_ENTITY
      issue=DUPLICATE_INVOICE_ID
      {"name":"INVALID_REQUEST","debug_id":"90957fca61718"}
      payment_source=card
      processor_declined
      gateway_rejected: cvv
      settlement_pending
      {"transaction":{"status":"submitted_for_settlement"}}
      fundingSource=paylater
      NO_SHIPPING
      user_action: PAY_NOW
      landing_page=LOGIN
      currency_code=EUR
      amount.value: 71.90
      disbursement_mode=INSTANT
      three_d_secure: authenticate_attempt_successful
      liabilityShifted=false
      vault=ON_SUCCESS
      nonce already used
      dispute_state: REQUIRED_ACTION
      refund_partial
      seller_protection=ELIGIBLE
      client_token_expired
      button.color=gold
      braintree-web 3.99.0
    `,
    ),
  },
  {
    name: "Adyen and Klarna",
    described: "Adyen documentation, result codes; Klarna documentation, order states",
    texts: ordinary(
      "value",
      lines`
      resultCode=Authorised
      RedirectShopper
      refusalReason: Not enough balance
      refusalReasonCode=12
      eventCode=CAPTURE_FAILED
      {"success":"false","reason":"Expired Card"}
      paymentMethod=scheme
      shopperInteraction: ContAuth
      recurringProcessingModel=Subscription
      threeDS2.challenge
      IdentifyShopper
      additionalData.avsResult=4
      merchantReference: order-7781
      captureDelayHours=24
      AccountUpdater
      checkout_incomplete
      fraud_status=ACCEPTED
      payment_method_categories: pay_later
      {"purchase_country":"SE","locale":"sv-SE"}
      order_tax_amount=1900
      purchase_currency: SEK
      auto_capture=false
      HOSTED_PAYMENT_PAGE
      authorization_token_used
      session_status: complete
      installment_options=3
      PENDING_FRAUD_REVIEW
      riskScore: 31
      dropin.mounted
      component=giftcard
    `,
    ),
  },
  {
    name: "RevenueCat and store purchases",
    described: "RevenueCat documentation, event types; App Store and Play billing error codes",
    texts: ordinary(
      "value",
      lines`
      INITIAL_PURCHASE
      RENEWAL
      PRODUCT_CHANGE
      event.type=CANCELLATION
      cancel_reason: UNSUBSCRIBE
      period_type=TRIAL
      store: PLAY_STORE
      entitlement_ids=pro
      offering=default
      package: $rc_annual
      presented_offering_identifier=spring
      is_family_share=false
      takehome_percentage: 0.85
      price_in_purchased_currency=9.99
      SKErrorDomain Code=2
      SKError.paymentCancelled
      BillingResponseCode.ITEM_ALREADY_OWNED
      responseCode=-3
      DEVELOPER_ERROR
      grace_period_expires_in_days: 6
      {"subscriber":{"entitlements":{"pro":{"product":"yearly"}}}}
      receipt_already_in_use
      StoreKit2
      purchasesAreCompletedBy=myApp
      introductory_price: freeTrial
      renewal_number=4
      paywall_impression
      restore.purchases
      customer_info_updated
      productType=NON_CONSUMABLE
    `,
    ),
  },
  {
    name: "Salesforce and HubSpot",
    described: "Salesforce API documentation, status codes; HubSpot API documentation, lifecycle stages",
    texts: ordinary(
      "value",
      lines`
      INVALID_FIELD
      UNABLE_TO_LOCK_ROW
      REQUEST_LIMIT_EXCEEDED
      {"errorCode":"MALFORMED_QUERY","message":"unexpected token: FORM"}
      sobject=Opportunity
      StageName: Closed Won
      apex_cpu_time=8120
      FIELD_CUSTOM_VALIDATION_EXCEPTION
      recordType=Partner
      bulk_api.job=UploadComplete
      api_version: 59.0
      lwc:c-order-list
      trigger.isAfter
      SOQL rows 201 of 50000
      flow_interview_paused
      lifecyclestage=marketingqualifiedlead
      dealstage: presentationscheduled
      hs_lead_status=OPEN_DEAL
      objectType: 0-3
      propertyName=hs_object_source
      {"category":"RATE_LIMITS","policyName":"TEN_SECONDLY_ROLLING"}
      subscriptionType=deal.propertyChange
      associationTypeId: 279
      form.submitted
      VALIDATION_ERROR
      contact_created
      pipeline=default
      ticket_priority: HIGH
      engagement=MEETING
      workflow.enrolled
    `,
    ),
  },
];
