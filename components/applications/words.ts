import type { entityTypes, industries, riskValues } from "@/lib/jiko/application-fields";
import type { applicationStatuses } from "@/lib/jiko/applications";

type Words<Values extends readonly string[]> = Record<Values[number], string>;

export const mayNot = "Working on applications needs the role admin.";

/** What each status means for the person who looks at it. */
const statusMeanings: Words<typeof applicationStatuses> = {
  CREATED: "A draft. Nobody at Jiko looks at it before you submit it.",
  SUBMITTED: "Jiko has it. Nothing can be changed any more.",
  PENDING: "Jiko is checking it. There is nothing for you to do.",
  DOCUMENTS_NEEDED: "Jiko asks for documents. Send each of them; nothing else can be changed any more.",
  MANUAL_REVIEW: "Somebody at Jiko is looking at it. There is nothing for you to do.",
  APPROVED: "Jiko has accepted the company. It can sign in as a customer of its own.",
  REJECTED: "Jiko has turned the company down.",
  CLOSED: "The application was closed without a decision.",
};
export const statusMeaning = (status: string): string =>
  (statusMeanings as Record<string, string>)[status] ?? "Jiko gave a status that Countersign does not know.";

export const entityWords: Words<typeof entityTypes> = {
  SOLE_PROPRIETOR: "Sole proprietor",
  CORPORATE: "Corporation",
  LLC: "LLC",
  PARTNERSHIP: "Partnership",
  INCORPORATED_ASSOCIATION: "Incorporated association",
  UNINCORPORATED_ASSOCIATION: "Unincorporated association",
};

export const businessIdWords = { EIN: "EIN", TIN: "TIN", NON_US_BUSINESS_ID: "Register number of another country" };

export const categoryWords: Words<(typeof riskValues)["risk_categories"]> = {
  INTERNET_GAMBLING: "Internet gambling",
  CANNABIS: "Cannabis",
  CRYPTOCURRENCY: "Cryptocurrency",
  CROWDFUNDING: "Crowdfunding",
  FINANCIAL_OR_MONEY_MOVEMENT: "Financial services or money movement",
};
export const locationWords: Words<(typeof riskValues)["business_activity_location"]> = {
  PRIMARILY_US: "Mostly in the US",
  MIX_OF_US_AND_NON_US: "In the US and elsewhere",
  PRIMARILY_NON_US: "Mostly outside the US",
};
export const fundsWords: Words<(typeof riskValues)["source_of_funds"]> = {
  INTERNAL_FUNDS: "The company's own funds",
  CLIENT_OR_EXTERNAL_FUNDS: "Funds of clients or others",
};
export const usageWords: Words<(typeof riskValues)["account_usage"]> = { MONEY_STORAGE: "Keeping money" };
export const revenueWords: Words<(typeof riskValues)["annual_revenue"]> = {
  PRE_REVENUE: "No revenue yet",
  "5M_OR_LESS": "Up to $5M",
  BETWEEN_5M_100M: "$5M to $100M",
  "100M_OR_MORE": "$100M or more",
};
export const transactionWords: Words<(typeof riskValues)["monthly_transactions"]> = {
  "5_OR_LESS": "Up to 5",
  BETWEEN_5_AND_15: "5 to 15",
  "15_OR_MORE": "15 or more",
};
export const depositWords: Words<(typeof riskValues)["first_month_deposit"]> = {
  "1M_OR_LESS": "Up to $1M",
  BETWEEN_1M_AND_5M: "$1M to $5M",
  BETWEEN_5M_AND_20M: "$5M to $20M",
  BETWEEN_20M_AND_50M: "$20M to $50M",
  "50M_OR_MORE": "$50M or more",
};

const allIndustries =
  "ACCOUNTING_AND_BOOKKEEPING ADVERTISING ART ATM_OPERATOR BEAUTY_AND_COSMETIC_SERVICES BIOTECH BUSINESS_MANAGEMENT " +
  "CLEANING_SERVICES CONSTRUCTION CONSULTING CRYPTOCURRENCY DESIGN ECOMMERCE EDUCATION ENERGY ENTERTAINMENT FINANCIAL_SERVICES " +
  "FITNESS FOOD GAMBLING HARDWARE HEALTHCARE HOSPITALITY INSURANCE INVESTMENTS LEGAL_SERVICES MARKETING MARKETPLACE NONPROFIT " +
  "PARKING_GARAGE PROFESSIONAL_TECHNICAL_OR_MECHANICAL_SERVICES REAL_ESTATE RECRUITING RESEARCH RESTAURANT RETAIL_STORES SECURITY " +
  "SHIPPING_WAREHOUSING SOFTWARE SPORTS_TEAM SUPPORT_SERVICES TECHNOLOGY TRANSPORTATION TRAVEL WHOLESALE " +
  "VENDING_MACHINE_OPERATOR WASTE_MANAGEMENT OTHER";
const ofInitials: Record<string, string> = { ATM_OPERATOR: "ATM operator", ECOMMERCE: "E-commerce", OTHER: "Another industry" };

/** `REAL_ESTATE` → `Real estate`. */
const sentence = (value: string): string => ofInitials[value] ?? value.charAt(0) + value.slice(1).toLowerCase().replaceAll("_", " ");
/** The industries in Jiko's words, "another" last. A test holds the list against the contract. */
export const industryWords = Object.fromEntries(allIndustries.split(" ").map((value) => [value, sentence(value)])) as Words<typeof industries>;

/** A word for a value; one that is not known here stays as it was sent. */
export const wordOf = (words: Readonly<Record<string, string>>, value: string | null | undefined): string => (value ? (words[value] ?? value) : "–");
