// What somebody must look at. Each alert has its page in the run-book of docs/operations.md, under the same name.
// The worker's log reaches Application Insights through the Functions host; the sentences below are constants of the code
// (a test holds them against it).
param name string
param location string
param alertAddress string
param appId string
param insightsId string
param storageId string
param tags object

resource people 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: 'ag-${name}'
  location: 'global'
  tags: tags
  properties: {
    enabled: true
    groupShortName: 'lip'
    emailReceivers: [
      { name: 'operations', emailAddress: alertAddress, useCommonAlertSchema: true }
    ]
  }
}

var logAlerts = [
  {
    name: 'orchestration-failed'
    title: 'A round or a body lost its orchestration to a fault'
    severity: 1
    phrase: 'Orchestration ended by a fault'
    threshold: 0
    minutes: 15
  }
  {
    name: 'mail-bounced'
    title: 'A mail was refused for good'
    severity: 2
    phrase: 'Mail was not delivered'
    threshold: 0
    minutes: 60
  }
  {
    name: 'work-overdue'
    title: 'Something was due and has not been done'
    severity: 1
    phrase: 'Work is overdue'
    threshold: 0
    minutes: 30
  }
  {
    name: 'erasure-overdue'
    title: 'Data whose time is over has not been erased for days'
    severity: 2
    phrase: 'Erasure is overdue'
    threshold: 0
    minutes: 60
  }
]

resource fromLogs 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [for alert in logAlerts: {
  name: '${alert.name}-${name}'
  location: location
  tags: tags
  kind: 'LogAlert'
  properties: {
    displayName: alert.title
    severity: alert.severity
    enabled: true
    scopes: [insightsId]
    evaluationFrequency: 'PT15M'
    windowSize: 'PT${alert.minutes}M'
    criteria: {
      allOf: [
        {
          query: 'traces | where message startswith "${alert.phrase}"'
          timeAggregation: 'Count'
          operator: 'GreaterThan'
          threshold: alert.threshold
          failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 }
        }
      ]
    }
    autoMitigate: true
    actions: { actionGroups: [people.id] }
  }
}]

resource serverErrors 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: 'server-errors-${name}'
  location: 'global'
  tags: tags
  properties: {
    description: 'Recipients or staff were answered with an error of ours (5xx).'
    severity: 2
    enabled: true
    scopes: [appId]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          criterionType: 'StaticThresholdCriterion'
          name: 'Http5xx'
          metricNamespace: 'Microsoft.Web/sites'
          metricName: 'Http5xx'
          operator: 'GreaterThan'
          threshold: 5
          timeAggregation: 'Total'
        }
      ]
    }
    actions: [{ actionGroupId: people.id }]
  }
}

resource storageAway 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: 'storage-away-${name}'
  location: 'global'
  tags: tags
  properties: {
    description: 'Storage refuses or fails: nothing is lost, but nothing goes on.'
    severity: 1
    enabled: true
    scopes: [storageId]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          criterionType: 'StaticThresholdCriterion'
          name: 'Availability'
          metricNamespace: 'Microsoft.Storage/storageAccounts'
          metricName: 'Availability'
          operator: 'LessThan'
          threshold: 99
          timeAggregation: 'Average'
        }
      ]
    }
    actions: [{ actionGroupId: people.id }]
  }
}
